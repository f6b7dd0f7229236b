import { isNews, type AttemptId, type CallId, type CallStatus } from '../domain/attempt.ts'
import type { Log } from '../observe/log.ts'
import { dueCalls, nextCheck, type DueCall } from '../store/calls.ts'
import type { Database } from '../store/database.ts'
import { loadEscalation } from '../store/escalations.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import { adopt } from './adopt.ts'
import type { Happened } from './batch.ts'
import type { CallbackWatch } from './callback-watch.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 50

/** Every 2.5 s while a call may still ring, then ever more seldom: after an hour, every three minutes. */
const intervalMs = (ageMs: number) => Math.max(2_500, Math.ceil(ageMs / 20))
/** A price, or a call that is not known to exist, is asked for ever more seldom, and then not any more. */
const HOPE_MS = { price: 24 * 3_600_000, unknown: 180_000 }
/** Before this a call that the provider does not know may only be new to it. */
const YOUNG_MS = 10_000
/** What we hear by asking, a callback often tells in the same moment: it gets so long to arrive before it is missed. */
const GRACE_MS = 1_500

/**
 * Asks the provider about calls that have fallen silent: a lost callback delays the ladder by
 * seconds, and never stops it. Also looks for calls that may exist, and asks for prices. Returns when
 * to ask next.
 */
export function reconcile(on: {
  db: Database
  engine: Engine
  provider: Provider
  clock: Clock
  activity: Activity
  callbacks: CallbackWatch
  log: Log
}): () => Promise<number | null> {
  const { db, engine, provider, clock, activity, callbacks, log } = on

  async function ask({
    attempt,
    escalationId,
    callId,
    createdAt,
  }: DueCall & { callId: CallId }): Promise<void> {
    const report = await provider.fetch(callId)
    const gone = !report && clock.now() - createdAt > YOUNG_MS
    if (gone) log.warn({ attempt }, 'the provider knows no such call')
    if (!report && !gone) return
    if (report) await letItArrive(escalationId, attempt, report.status)
    const told = await engine.tell(escalationId, {
      type: 'call-reported',
      attempt,
      source: 'poll',
      // What the provider knows nothing of does not ring.
      ...(report ?? { callId, status: 'failed' }),
    })
    if ('rejected' in told) return
    if (isMissed(told)) callbacks.missed()
    const ended = told.record.state.attempts.find(({ id }) => id === attempt)?.call.status === 'ended'
    if (gone && ended) await forget(escalationId, attempt)
  }

  /** The callback that tells the same, if we have been quicker. */
  async function letItArrive(escalationId: string, id: AttemptId, status: CallStatus): Promise<void> {
    const state = (await loadEscalation(db.read, escalationId))?.state
    const attempt = state?.attempts.find((each) => each.id === id)
    if (state?.callbacks === 'working' && attempt && isNews(attempt, status)) await activity.pause(GRACE_MS)
  }

  const forget = (escalationId: string, attempt: AttemptId) =>
    engine.transact(async (unit) => unit.checkAgain({ attempt, at: null }), { escalations: [escalationId] })

  async function look(call: DueCall): Promise<void> {
    const { callId } = call
    try {
      if (callId !== null) await ask({ ...call, callId })
      else await adopt(on, { attempt: call.attempt, since: call.createdAt, effectId: null, last: true })
    } catch (error) {
      const why = error instanceof ProviderError ? { code: error.failure.code } : { err: error }
      log.warn({ attempt: call.attempt, ...why }, 'could not ask about a call; asking again')
    }
  }

  return async () => {
    const due = await engine.transact(async (unit) => {
      const calls = await dueCalls(unit.tx, unit.now, AT_ONCE)
      for (const call of calls) unit.checkAgain({ attempt: call.attempt, at: nextTime(call, unit.now) })
      return calls
    })
    for (const call of due) void activity.during(() => look(call))
    return nextCheck(db.read)
  }
}

/** Whether a callback should have told this, and has not. */
const isMissed = ({ events, record }: Happened): boolean =>
  (record.state.callbacks === 'working' || record.state.callbacks === 'silent') &&
  events.some(({ type }) => type === 'call_ringing' || type === 'call_answered' || type === 'call_ended')

function nextTime({ callId, createdAt }: DueCall, now: number): number | null {
  const age = now - createdAt
  // PostgreSQL takes whole milliseconds only.
  if (callId === null) return age < HOPE_MS.unknown ? now + Math.ceil(age / 2) : null
  return age < HOPE_MS.price ? now + intervalMs(age) : null
}
