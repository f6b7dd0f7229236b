import {
  callIdOf,
  isNews,
  type AnsweredBy,
  type Attempt,
  type AttemptId,
  type CallEnd,
  type CallId,
  type CallStatus,
  type Cost,
  type Miss,
} from './attempt.ts'
import type { Event, Known } from './escalation.ts'
import {
  acknowledgedByCall,
  chain,
  close,
  find,
  hangUp,
  isCurrent,
  isOpen,
  passedOn,
  type Context,
  type Step,
} from './ladder.ts'
import { personAt } from './plan.ts'

/** What the provider says of a call, by callback or when asked. */
export type CallReport = {
  callId: CallId
  status: CallStatus
  answeredBy?: AnsweredBy | undefined
  durationSeconds?: number | undefined
  /** What the provider charges, once it has rated the call. */
  cost?: Cost | undefined
}

/**
 * How we came to hear of it. A `callback` carries the attempt's signed id: it is the truth about
 * which call is whose. `fetch` and `poll` asked about a call we know; a poll because it had fallen
 * silent. `list` found a call by its number: a guess, until a callback speaks.
 */
export type Source = 'callback' | 'fetch' | 'poll' | 'list'

export type CallReported = { attempt: AttemptId; source: Source } & CallReport

export function reported(state: Known, report: CallReported, ctx: Context): Event[] {
  const id = report.attempt
  if (!belongs(find(state, id), report)) return []
  return chain(
    state,
    missedCallback(report, ctx),
    bind(report, ctx),
    hangUpUnwanted(id, ctx),
    progress(report, ctx),
    screened(report, ctx),
    hangUpUnwanted(id, ctx),
    finish(report, ctx),
    priced(report, ctx),
  )
}

/** Only the call that belongs to the attempt may speak for it; a guess gives way to a callback. */
function belongs(attempt: Attempt | undefined, { callId, source }: { callId: CallId; source: Source }) {
  if (!attempt) return false
  const bound = callIdOf(attempt)
  return bound === null || bound === callId || (attempt.guessed && source === 'callback')
}

/** A poll that has news says that the callback with this news did not come. */
const missedCallback =
  ({ attempt: id, source, status }: CallReported, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (source !== 'poll' || state.callbacks !== 'working' || !attempt || !isNews(attempt, status)) return []
    return [{ type: 'callbacks_unavailable', at: ctx.now, reason: 'silent' }]
  }

/** The provider's id becomes known: by its answer, or by the first callback when the answer was lost. */
export const bind =
  (
    { attempt: id, callId, source }: { attempt: AttemptId; callId: CallId; source: Source },
    ctx: Context,
  ): Step =>
  (state) => {
    const attempt = find(state, id)
    const unbound = attempt?.call.status === 'placing' || attempt?.call.status === 'unknown'
    const corrected = attempt?.guessed && callIdOf(attempt) !== callId
    if (!unbound && !corrected) return []
    const guessed = source === 'list'
    return [{ type: 'call_initiated', at: ctx.now, attempt: id, callId, ...(guessed && { guessed }) }]
  }

/**
 * A call that should no longer ring is hung up: it surfaced after its attempt was given up, or
 * after the escalation ended. A call that was picked up and acknowledged, or passed on by its own
 * key, says goodbye and ends by itself.
 */
export const hangUpUnwanted =
  (id: AttemptId, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || attempt.outcome === 'acknowledged') return []
    const wanted = isCurrent(state, attempt) && (attempt.leaving === null || attempt.answeredAt !== null)
    return wanted ? [] : hangUp(attempt, attempt.leaving ?? attempt.outcome ?? 'canceled', ctx)
  }

/** Queued → ringing → answered; an end that shows that somebody picked up says so first. */
const progress =
  ({ attempt: id, callId, status, durationSeconds }: CallReported, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !isNews(attempt, status)) return []
    if (status === 'ringing') return [{ type: 'call_ringing', at: ctx.now, attempt: id, callId }]
    if (status === 'in-progress' || (status === 'completed' && wasAnswered(attempt, durationSeconds)))
      return answered(id, callId, ctx)(state)
    return []
  }

/** A call that we hung up ends as `completed` too: then only its duration shows that it was answered. */
const wasAnswered = (attempt: Attempt, durationSeconds = 0) => !attempt.hungUp || durationSeconds > 0

const answered =
  (id: AttemptId, callId: CallId, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !isNews(attempt, 'in-progress')) return []
    const event: Event = { type: 'call_answered', at: ctx.now, attempt: id, callId }
    return chain(state, () => [event], acknowledgedByCall(id, 'answer', ctx))
  }

const screened =
  ({ attempt: id, callId, answeredBy, status }: CallReported, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !answeredBy || attempt.answeredBy === answeredBy || attempt.call.status === 'ended')
      return []
    const event: Event = { type: 'call_answered_by', at: ctx.now, attempt: id, callId, answeredBy }
    const heed = isEnd(status) && answeredBy !== 'human' ? () => [] : heedScreening(id, answeredBy, ctx)
    return chain(state, answered(id, callId, ctx), () => [event], heed)
  }

/**
 * Machine detection decides only where the policy asks for a `human`. Elsewhere it is a hint: to
 * hang up on a person who was about to press a key is worse than to finish speaking to a machine.
 */
const heedScreening =
  (id: AttemptId, answeredBy: AnsweredBy, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || state.plan.acknowledgeBy !== 'human' || answeredBy === 'unknown') return []
    if (answeredBy === 'human') return acknowledgedByCall(id, 'human', ctx)(state)
    return isCurrent(state, attempt) ? hangUp(attempt, 'machine', ctx) : []
  }

const finish =
  ({ attempt: id, callId, status, durationSeconds }: CallReported, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !isEnd(status) || !isNews(attempt, status)) return []
    const ended: Event = {
      type: 'call_ended',
      at: ctx.now,
      attempt: id,
      callId,
      end: status,
      durationSeconds: durationSeconds ?? null,
    }
    return chain(state, () => [ended], close(id, missOf(attempt, status), ctx))
  }

/** The price comes some time after the end, and is booked once. */
const priced =
  ({ attempt: id, callId, cost }: CallReported, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !cost || attempt.cost || attempt.call.status !== 'ended') return []
    return [{ type: 'call_priced', at: ctx.now, attempt: id, callId, cost }]
  }

const isEnd = (status: CallStatus): status is CallEnd =>
  status !== 'queued' && status !== 'ringing' && status !== 'in-progress'

/**
 * Why a call that ended did not acknowledge. A guard only suspects: if it hung up a call that had
 * been answered, or had ended by itself without our hearing of it, that is what happened.
 */
export function missOf({ leaving, answeredAt, answeredBy }: Attempt, end: CallEnd): Miss {
  const suspected =
    leaving === 'timeout' && (answeredAt !== null || (end !== 'completed' && end !== 'canceled'))
  if (leaving && !suspected) return leaving
  if (end !== 'completed' && answeredAt === null) return end
  return answeredBy === 'machine' || answeredBy === 'fax' ? 'machine' : 'no-key'
}

export function keyPressed(
  state: Known,
  { attempt: id, callId, key }: { attempt: AttemptId; callId: CallId; key: string },
  ctx: Context,
): Event[] {
  const source = 'callback'
  if (!belongs(find(state, id), { callId, source })) return []
  return chain(
    state,
    bind({ attempt: id, callId, source }, ctx),
    // A key shows that somebody picked up, also when the callback that says so is still on its way.
    answered(id, callId, ctx),
    obey(id, key, ctx),
    hangUpUnwanted(id, ctx),
  )
}

/**
 * A key acknowledges while the escalation runs, and after everybody was missed too: one that was
 * overtaken by the end of its call must not be lost, and the incident is still theirs to take.
 */
const obey =
  (id: AttemptId, key: string, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || attempt.outcome === 'acknowledged') return []
    const pressed: Event = { type: 'call_key_pressed', at: ctx.now, attempt: id, key }
    if ((key === '1' || key === '2') && isOpen(state))
      return chain(state, () => [pressed], acknowledgedByCall(id, 'keypress', ctx))
    if (key === '3' && isCurrent(state, attempt) && attempt.leaving === null)
      return [pressed, passedOn(id, personAt(state.plan, attempt.position).name, ctx)]
    return []
  }
