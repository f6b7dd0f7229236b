import type { AttemptId, CallId } from '../domain/attempt.ts'
import type { CallScript, KeyReply } from '../domain/call-script.ts'
import type { CallReport } from '../domain/call-news.ts'
import type { Failure } from '../domain/escalation.ts'
import type { Said } from '../domain/said.ts'

/** Somebody who places calls for us. One folder beside this file for each. Numbers are E.164. */
export type Provider = {
  name: string
  /**
   * Whether the provider can reach us while a call goes on. Without it no key can be received, and
   * what becomes of a call is learnt by asking.
   */
  callbacks: boolean
  /**
   * Asks for one call, if `mayLeave` still says so when nothing is left to wait for before the request
   * goes out. Throws `ProviderError`; only `retry: 'safe'` may be repeated.
   */
  place(order: CallOrder): Promise<Placed>
  /** Ends a call, however far it is; also resolves when it has ended already. Throws `ProviderError`. */
  hangUp(callId: CallId): Promise<void>
  /** Null when the provider knows no such call; every other refusal may be about us and not the call. Throws `ProviderError`. */
  fetch(callId: CallId): Promise<CallReport | null>
  /** Calls to `to` that were created at or after `since` (epoch ms), oldest first; the provider's list may lag by seconds. Throws `ProviderError`. */
  find(query: { to: string; since: number }): Promise<CallReport[]>
  /** Throws `ProviderError`. */
  sendText(text: { to: string; body: string }): Promise<{ messageId: string }>
  /**
   * Checks credentials, number, permissions, clock: everything that can be known without calling
   * anybody. `rung`: the numbers that policies ring, some of which the account may not be allowed to.
   */
  check(rung: readonly string[]): Promise<Finding[]>
}

export type CallOrder = {
  attempt: AttemptId
  to: string
  script: CallScript
  ringTimeoutSeconds: number
  timeLimitSeconds: number
  detectMachine: boolean
  /** Whether the call is still this node's to place. */
  mayLeave: () => boolean
}

/** `callbacksRefused`: it rings, but the provider will not call back about it, and no key can be received. */
export type Placed = { callId: CallId; callbacksRefused: boolean }

/** One line of `doctor`: what was checked, how it stands and how to mend it. `check` is its name for programs. */
export type Finding = {
  check: string
  title: Said
  status: 'ok' | 'warning' | 'problem'
  detail: Said
  mend?: Said
}

/** What the provider's callbacks tell, whatever its own words are. Each resolves after the commit, never before. */
export type CallInbox = {
  /** What to say to who picked up; null when there is no such attempt. */
  script(attempt: AttemptId): Promise<CallScript | null>
  report(attempt: AttemptId, report: CallReport, raw: RawCallback): Promise<Received>
  /** Null when there is no such attempt, or the call is not the attempt's. */
  keyPressed(
    attempt: AttemptId,
    callId: CallId,
    key: string,
    raw: RawCallback,
  ): Promise<KeyReply | 'stale' | null>
}

/** A callback as it came, to be kept as evidence: without phone numbers and credentials. `kind`: what it was about. */
export type RawCallback = { kind: string; fields: Record<string, string> }

/** `stale`: the call ended so long ago that no honest provider still speaks of it. */
export type Received = 'taken' | 'unknown' | 'stale'

/**
 * The provider did not do what it was asked. `never`: it would refuse this again. `safe`: nothing
 * happened, ask again later. `may-duplicate`: perhaps it happened; look before doing anything.
 *
 * `scope`: whether it is about this call alone; or the `account` is in trouble and a person must mend
 * something; or it takes no more calls now, from anybody (`capacity`).
 */
export class ProviderError extends Error {
  readonly retry: 'never' | 'safe' | 'may-duplicate'
  readonly failure: Failure
  readonly scope: 'call' | 'account' | 'capacity'

  constructor(retry: ProviderError['retry'], failure: Failure, scope: ProviderError['scope'] = 'call') {
    super(`${failure.code}: ${failure.message}`)
    this.retry = retry
    this.failure = failure
    this.scope = scope
  }
}
