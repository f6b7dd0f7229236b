import { callIdOf, isLive, type Attempt, type AttemptId, type Miss } from './attempt.ts'
import {
  evolveKnown,
  type Acknowledgement,
  type Event,
  type Evidence,
  type Failure,
  type Known,
} from './escalation.ts'
import { personAt, rungAfter, type Plan } from './plan.ts'

export type Context = { now: number; newAttemptId: () => AttemptId }

/** What happens next, given what is true by then. */
export type Step = (state: Known) => Event[]

/** Each step sees what the events of the steps before it made true. */
export function chain(state: Known, ...steps: Step[]): Event[] {
  const events: Event[] = []
  for (const step of steps) {
    const more = step(state)
    events.push(...more)
    state = more.reduce(evolveKnown, state)
  }
  return events
}

export const find = (state: Known, id: AttemptId): Attempt | undefined =>
  state.attempts.find((a) => a.id === id)

export const isCurrent = (state: Known, attempt: Attempt): boolean =>
  state.status === 'running' && state.attempts.at(-1) === attempt

/** Whether an acknowledgement still counts: while it runs, and after everybody was missed too. */
export const isOpen = ({ status }: Known): boolean => status === 'running' || status === 'exhausted'

/** The next person's phone, or the end of the ladder. */
export const next =
  (ctx: Context): Step =>
  ({ plan, attempts }) => {
    const rung = rungAfter(plan, attempts.length)
    return rung
      ? [{ type: 'call_start', at: ctx.now, attempt: ctx.newAttemptId(), rung }]
      : [{ type: 'escalation_failed', at: ctx.now, totalAttempts: attempts.length }]
  }

/** The attempt is over for the ladder: say why, and go on. */
export const close =
  (id: AttemptId, reason: Miss, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !isCurrent(state, attempt)) return []
    return chain(state, () => [{ type: 'call_failed', at: ctx.now, attempt: id, reason }], next(ctx))
  }

export function hangUp(attempt: Attempt, reason: Miss, ctx: Context): Event[] {
  const callId = callIdOf(attempt)
  if (callId === null || !isLive(attempt) || attempt.hungUp) return []
  return [{ type: 'call_hang_up', at: ctx.now, attempt: attempt.id, callId, reason }]
}

/** It is over: every phone that still rings stops, but for the one that acknowledged. */
export const hangUpTheRest =
  (ctx: Context): Step =>
  ({ attempts }) =>
    attempts.flatMap((a) => (a.outcome === 'acknowledged' ? [] : hangUp(a, 'canceled', ctx)))

export const passedOn = (attempt: AttemptId, by: string, ctx: Context): Event => ({
  type: 'call_passed_on',
  at: ctx.now,
  attempt,
  by,
  reason: 'canceled',
})

/** The call of this attempt shows this evidence: it acknowledges if the policy asks for no more. */
export const acknowledgedByCall =
  (id: AttemptId, evidence: Evidence, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !suffices(evidence, state.plan) || !isOpen(state)) return []
    const { name } = personAt(state.plan, attempt.position)
    const by: Acknowledgement = { via: 'call', name, attempt: id, evidence }
    return chain(
      state,
      () => [{ type: 'call_acknowledged', at: ctx.now, attempt: id, evidence }],
      () => [{ type: 'escalation_complete', at: ctx.now, by, totalAttempts: state.attempts.length }],
      hangUpTheRest(ctx),
    )
  }

/** Whether this evidence is what the policy asks for: a key always is. */
const suffices = (evidence: Evidence, { acknowledgeBy }: Plan) =>
  evidence === 'keypress' || evidence === acknowledgeBy

/** There is no call, or none that could be found. */
export function notPlaced(
  state: Known,
  { attempt: id, failure, maybePlaced }: { attempt: AttemptId; failure: Failure; maybePlaced: boolean },
  ctx: Context,
): Event[] {
  const attempt = find(state, id)
  // A callback may have proved meanwhile that the call exists.
  if (attempt?.call.status !== 'placing') return []
  return chain(
    state,
    () => [{ type: 'call_error', at: ctx.now, attempt: id, failure, maybePlaced }],
    close(id, attempt.leaving ?? 'failed', ctx),
  )
}

/** The provider takes no call now; the same call is asked for again. Said once for each reason. */
export function deferred(
  state: Known,
  { attempt: id, failure, retryAt }: { attempt: AttemptId; failure: Failure; retryAt: number },
  ctx: Context,
): Event[] {
  const attempt = find(state, id)
  if (!attempt || attempt.call.status !== 'placing' || attempt.deferredBy === failure.code) return []
  return [{ type: 'call_deferred', at: ctx.now, attempt: id, failure, retryAt }]
}
