import type { Plan, Rung } from './plan.ts'

export type AttemptId = string & { readonly __brand: 'AttemptId' }
/** The attempt's id names its escalation, so that a callback that carries it needs no look-up. */
export function attemptIdOf(escalationId: string, number: number): AttemptId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that makes them
  return `${escalationId}.${number}` as AttemptId
}

/** Null when this cannot be the id of an attempt. */
export function parseAttemptId(text: string): AttemptId | null {
  const [, escalation, number] = /^(.{1,100})\.(\d{1,4})$/.exec(text) ?? []
  return escalation === undefined ? null : attemptIdOf(escalation, Number(number))
}

export const escalationIdOf = (id: AttemptId): string => id.slice(0, Math.max(0, id.lastIndexOf('.')))

/** The provider's id of a call. */
export type CallId = string & { readonly __brand: 'CallId' }

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that makes them
export const callIdOfProvider = (id: string): CallId => id as CallId

type Outcome =
  | 'acknowledged'
  | 'no-answer'
  | 'busy'
  | 'failed'
  | 'machine'
  | 'no-key'
  | 'canceled'
  | 'timeout'

/** Every way not to have reached somebody. */
export type Miss = Exclude<Outcome, 'acknowledged'>

/** How a call can end, in the provider's words. `completed` says that it was picked up, not that anybody listened. */
export type CallEnd = 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | CallEnd

/** What machine detection thinks picked up. */
export type AnsweredBy = 'human' | 'machine' | 'fax' | 'unknown'

type Call =
  | { status: 'placing' } // Asked for; the provider has not answered yet.
  | { status: 'unknown' } // Asked for, no answer, and not found at the provider: it may still turn up.
  | { status: 'queued' | 'ringing' | 'in-progress'; id: CallId }
  | { status: 'ended'; id: CallId; end: CallEnd; durationSeconds: number | null }
  | { status: 'refused' } // The provider said no: there is no call.

/** What the provider charged, as it says: a positive amount and an ISO 4217 currency. */
export type Cost = { amount: number; currency: string }

/** Trying to reach one person once. Times are epoch milliseconds. */
export type Attempt = Rung & {
  id: AttemptId
  call: Call
  /** The call was found by its number and not by its attempt: a callback that says otherwise is right. */
  guessed: boolean
  startedAt: number
  /** When the call last moved; the guard counts from here. */
  movedAt: number
  answeredAt: number | null
  endedAt: number | null
  answeredBy: AnsweredBy | null
  /** Why we are giving up on this person while the call is still there; null while we want it to go on. */
  leaving: Miss | null
  hungUp: boolean
  /** The code of the last failure for which the request was put off; null when it never was. */
  deferredBy: string | null
  outcome: Outcome | null
  /** Null until the provider has rated the call. */
  cost: Cost | null
}

/** The longest a call may last, told to the provider: the message twice at 200 syllables takes about 70 s. */
export const TIME_LIMIT_SECONDS = 120

/**
 * How long each phase may last before we look for ourselves, in seconds. The ladder moves on the
 * call's own end; these are only guards for a provider that says nothing.
 */
const BOUND = {
  // Nothing was asked yet, or nothing came of it: a burst of alerts waits for its turn, and a provider
  // that is down may come back. A request itself is over within seconds, and what is in doubt within a minute.
  placing: 3_600,
  // A queued call has not rung: at 1 call/s a burst of alerts waits here legitimately.
  queued: 120,
  // On some flows the provider lets it ring 5 s longer than asked; 10 s more for the news to arrive.
  ringingBeyondTimeout: 15,
  inProgress: TIME_LIMIT_SECONDS + 15,
  // The phone is saying goodbye ("passing this on") before it hangs up by itself.
  leaving: 10,
  // Until the hang-up is confirmed no other phone rings. By then the provider's own limits have ended any call.
  hangUp: TIME_LIMIT_SECONDS + 30,
} as const

export const callIdOf = ({ call }: Attempt): CallId | null => ('id' in call ? call.id : null)

/** Whether a phone may be ringing or talking for this attempt. */
export const isLive = ({ call }: Attempt): boolean =>
  call.status === 'queued' || call.status === 'ringing' || call.status === 'in-progress'

/** When to stop believing that the call moves by itself, in epoch milliseconds. */
export function deadlineOf(attempt: Attempt, plan: Plan): number {
  return attempt.movedAt + 1000 * patience(attempt, plan)
}

function patience({ call, hungUp, leaving }: Attempt, plan: Plan): number {
  if (hungUp) return BOUND.hangUp
  if (leaving && call.status === 'in-progress') return BOUND.leaving
  switch (call.status) {
    case 'queued':
      return BOUND.queued
    case 'ringing':
      return plan.ringTimeoutSeconds + BOUND.ringingBeyondTimeout
    case 'in-progress':
      return BOUND.inProgress
    case 'placing':
    case 'unknown':
    case 'refused':
    case 'ended':
      return BOUND.placing
    default:
      return call satisfies never
  }
}

const RANK = {
  placing: 0,
  unknown: 0,
  queued: 1,
  ringing: 2,
  'in-progress': 3,
  ended: 4,
  refused: 4,
} as const

/** Callbacks come late, twice and out of order: news is only what moves a call forward, and an end is never left. */
export function isNews(attempt: Attempt, status: CallStatus): boolean {
  const rank =
    status === 'queued' || status === 'ringing' || status === 'in-progress' ? RANK[status] : RANK.ended
  return rank > RANK[attempt.call.status]
}
