import { deadlineOf, isLive, type Attempt, type AttemptId, type CallId, type Miss } from './attempt.ts'
import { bind, hangUpUnwanted, keyPressed, missOf, reported, type CallReported } from './call-news.ts'
import type { Escalation, Event, Failure, Known, WithoutCallbacks } from './escalation.ts'
import {
  chain,
  close,
  deferred,
  hangUp,
  hangUpTheRest,
  isOpen,
  next,
  notPlaced,
  passedOn,
  type Context,
  type Step,
} from './ladder.ts'
import type { Plan } from './plan.ts'

/** What an escalation may be told: by the provider, by people, by the clock. */
export type Command =
  /** `withoutCallbacks` when it is known from the start that the provider cannot reach us. */
  | { type: 'start'; plan: Plan; withoutCallbacks?: WithoutCallbacks | null }
  /** `callbacksRefused`: the provider placed the call, but will not call back about it. */
  | { type: 'call-placed'; attempt: AttemptId; callId: CallId; callbacksRefused?: boolean }
  | { type: 'call-refused'; attempt: AttemptId; failure: Failure }
  /** The provider takes no calls now; this one is asked for again at `retryAt`. */
  | { type: 'call-deferred'; attempt: AttemptId; failure: Failure; retryAt: number }
  /** Whether the provider took the call is not known, and it was looked for in vain. */
  | { type: 'call-lost'; attempt: AttemptId; failure: Failure }
  | ({ type: 'call-reported' } & CallReported)
  | { type: 'key-pressed'; attempt: AttemptId; callId: CallId; key: string }
  | { type: 'details-sent'; attempt: AttemptId; messageId: string }
  | { type: 'details-failed'; attempt: AttemptId; failure: Failure }
  | { type: 'acknowledge'; by: string; via: 'api' | 'page' | 'sms' }
  | { type: 'pass-on'; by: string }
  | { type: 'cancel'; by: string; reason: string | null }
  | { type: 'resolve' }
  | { type: 'tick' }

export type Rejection =
  | { rejected: 'already-started' | 'not-found' }
  | { rejected: 'already-acknowledged'; by: string }
  | { rejected: 'already-over'; status: 'exhausted' | 'cancelled' | 'resolved' }

/** What happens. `[]` is a duplicate or late message that changes nothing; a refusal is a value. */
export function decide(state: Escalation, command: Command, ctx: Context): Event[] | Rejection {
  if (state.status === 'idle')
    return command.type === 'start' ? start(command, ctx) : { rejected: 'not-found' }
  switch (command.type) {
    case 'start':
      return { rejected: 'already-started' }
    case 'call-placed':
      return placed(state, command, ctx)
    case 'call-refused':
      return notPlaced(state, { ...command, maybePlaced: false }, ctx)
    case 'call-deferred':
      return deferred(state, command, ctx)
    case 'call-lost':
      return notPlaced(state, { ...command, maybePlaced: true }, ctx)
    case 'call-reported':
      return reported(state, command, ctx)
    case 'key-pressed':
      return keyPressed(state, command, ctx)
    case 'details-sent':
      return [{ type: 'sms_sent', at: ctx.now, attempt: command.attempt, messageId: command.messageId }]
    case 'details-failed':
      return [{ type: 'sms_failed', at: ctx.now, attempt: command.attempt, failure: command.failure }]
    case 'acknowledge':
      return acknowledgedByHand(state, command, ctx)
    case 'pass-on':
      return passedOnByHand(state, command.by, ctx)
    case 'cancel':
      return calledOff(
        state,
        { type: 'escalation_cancelled', at: ctx.now, by: command.by, reason: command.reason },
        ctx,
      )
    case 'resolve':
      return calledOff(state, { type: 'escalation_resolved', at: ctx.now }, ctx)
    case 'tick':
      return tick(state, ctx)
    default:
      return command satisfies never
  }
}

function start(
  { plan, withoutCallbacks = null }: Extract<Command, { type: 'start' }>,
  ctx: Context,
): Event[] {
  const started: Event = { type: 'escalation_started', at: ctx.now, plan }
  const state: Known = { status: 'running', plan, attempts: [], callbacks: 'working' }
  return [started, ...chain(state, withoutCallbacksFrom(withoutCallbacks, ctx), next(ctx))]
}

function placed(
  state: Known,
  { attempt, callId, callbacksRefused }: Extract<Command, { type: 'call-placed' }>,
  ctx: Context,
): Event[] {
  return chain(
    state,
    bind({ attempt, callId, source: 'fetch' }, ctx),
    withoutCallbacksFrom(callbacksRefused ? 'refused' : null, ctx),
    hangUpUnwanted(attempt, ctx),
  )
}

/** From here on what becomes of calls is learnt by asking: said once. */
const withoutCallbacksFrom =
  (reason: WithoutCallbacks | null, ctx: Context): Step =>
  ({ callbacks }) =>
    reason && callbacks === 'working' ? [{ type: 'callbacks_unavailable', at: ctx.now, reason }] : []

function acknowledgedByHand(
  state: Known,
  { by, via }: Extract<Command, { type: 'acknowledge' }>,
  ctx: Context,
): Event[] | Rejection {
  if (!isOpen(state)) return refusal(state)
  const totalAttempts = state.attempts.length
  const complete: Event = { type: 'escalation_complete', at: ctx.now, by: { via, name: by }, totalAttempts }
  return chain(state, () => [complete], hangUpTheRest(ctx))
}

function passedOnByHand(state: Known, by: string, ctx: Context): Event[] | Rejection {
  const attempt = state.attempts.at(-1)
  if (state.status !== 'running' || !attempt) return refusal(state)
  if (attempt.leaving) return [] // Already on the way to the next person.
  return [passedOn(attempt.id, by, ctx), ...hangUp(attempt, 'canceled', ctx)]
}

function calledOff(
  state: Known,
  event: Extract<Event, { type: 'escalation_cancelled' | 'escalation_resolved' }>,
  ctx: Context,
): Event[] | Rejection {
  return state.status === 'running' ? chain(state, () => [event], hangUpTheRest(ctx)) : refusal(state)
}

function refusal(state: Known): Rejection {
  if (state.status === 'acknowledged') return { rejected: 'already-acknowledged', by: state.by.name }
  if (state.status === 'running') throw new Error('a running escalation refuses nothing')
  return { rejected: 'already-over', status: state.status }
}

/** The guard: a provider that says nothing must not stop the ladder. Hang up first, then go on. */
function tick(state: Known, ctx: Context): Event[] {
  const attempt = state.attempts.at(-1)
  if (state.status !== 'running' || !attempt || ctx.now < deadlineOf(attempt, state.plan)) return []
  if (isLive(attempt) && !attempt.hungUp)
    return hangUp(
      attempt,
      attempt.call.status === 'in-progress' ? missOf(attempt, 'completed') : timeout(attempt),
      ctx,
    )
  return close(attempt.id, timeout(attempt), ctx)(state)
}

const timeout = ({ leaving }: Attempt): Miss => leaving ?? 'timeout'
