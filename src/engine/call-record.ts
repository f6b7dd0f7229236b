import { callIdOf, isLive, type Attempt } from '../domain/attempt.ts'
import type { Known } from '../domain/escalation.ts'
import { personAt, type Plan } from '../domain/plan.ts'
import type { CallRecord } from '../store/calls.ts'

export type CallOfAttempt = {
  escalationId: string
  plan: Plan
  callbacks: Known['callbacks']
  attempt: Attempt
}

/** What is kept of an attempt's call, and when to ask about it. `silenceMs`: how long it may be silent before that. */
export function callRecordOf(
  { escalationId, plan, callbacks, attempt }: CallOfAttempt,
  now: number,
  silenceMs: (callbacks: Known['callbacks']) => number,
): CallRecord {
  const after = askAfterMs(attempt, silenceMs(callbacks))
  return {
    attempt: attempt.id,
    escalationId,
    phone: personAt(plan, attempt.position).phone,
    callId: callIdOf(attempt),
    createdAt: attempt.startedAt,
    checkAt: after === null ? null : now + after,
  }
}

/** Twilio rates a call some seconds after its end, sometimes minutes. */
const PRICE_AFTER_MS = 10_000
const LOOK_AFTER_MS = 5_000

/** When there is something to be learnt about a call by asking: null when nothing is. */
function askAfterMs(attempt: Attempt, silenceMs: number): number | null {
  if (isLive(attempt)) return silenceMs
  if (attempt.call.status === 'unknown') return LOOK_AFTER_MS
  const unpriced = attempt.call.status === 'ended' && attempt.answeredAt !== null && !attempt.cost
  return unpriced ? PRICE_AFTER_MS : null
}
