import {
  callIdOf,
  deadlineOf,
  isLive,
  isNews,
  type AnsweredBy,
  type Attempt,
  type AttemptId,
  type CallEnd,
  type CallId,
  type CallStatus,
  type Miss,
} from './attempt.ts'
import {
  evolveKnown,
  type Acknowledgement,
  type Escalation,
  type Event,
  type Evidence,
  type Failure,
  type Known,
} from './escalation.ts'
import { personAt, rungAfter, type Plan } from './plan.ts'

/** What an escalation may be told: by the provider, by people, by the clock. */
export type Command =
  | { type: 'start'; plan: Plan }
  | { type: 'call-placed'; attempt: AttemptId; callId: CallId }
  | { type: 'call-refused'; attempt: AttemptId; failure: Failure }
  /** Whether the provider took the call is not known, and it was looked for in vain. */
  | { type: 'call-lost'; attempt: AttemptId; failure: Failure }
  | ({ type: 'call-reported'; attempt: AttemptId } & CallReport)
  | { type: 'key-pressed'; attempt: AttemptId; callId: CallId; key: string }
  | { type: 'details-sent'; attempt: AttemptId; messageId: string }
  | { type: 'details-failed'; attempt: AttemptId; failure: Failure }
  | { type: 'acknowledge'; by: string; via: 'api' | 'page' | 'sms' }
  | { type: 'pass-on'; by: string }
  | { type: 'cancel'; by: string; reason: string | null }
  | { type: 'resolve' }
  | { type: 'tick' }

/** What the provider says of a call, by callback or when asked. */
export type CallReport = {
  callId: CallId
  status: CallStatus
  answeredBy?: AnsweredBy | undefined
  durationSeconds?: number | undefined
}

export type Rejection =
  | { rejected: 'already-started' | 'not-found' }
  | { rejected: 'already-acknowledged'; by: string }
  | { rejected: 'already-over'; status: 'exhausted' | 'cancelled' | 'resolved' }

export type Context = { now: number; newAttemptId: () => AttemptId }

/** What happens. `[]` is a duplicate or late message that changes nothing; a refusal is a value. */
export function decide(state: Escalation, command: Command, ctx: Context): Event[] | Rejection {
  if (state.status === 'idle')
    return command.type === 'start' ? start(command.plan, ctx) : { rejected: 'not-found' }
  switch (command.type) {
    case 'start':
      return { rejected: 'already-started' }
    case 'call-placed':
      return chain(state, bind(command, ctx), hangUpUnwanted(command.attempt, ctx))
    case 'call-refused':
    case 'call-lost':
      return notPlaced(state, command, ctx)
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

type Step = (state: Known) => Event[]

/** Each step sees what the events of the steps before it made true. */
function chain(state: Known, ...steps: Step[]): Event[] {
  const events: Event[] = []
  for (const step of steps) {
    const more = step(state)
    events.push(...more)
    state = more.reduce(evolveKnown, state)
  }
  return events
}

function start(plan: Plan, ctx: Context): Event[] {
  const started: Event = { type: 'escalation_started', at: ctx.now, plan }
  return [started, ...next(ctx)({ status: 'running', plan, attempts: [] })]
}

/** The next person's phone, or the end of the ladder. */
const next =
  (ctx: Context): Step =>
  ({ plan, attempts }) => {
    const rung = rungAfter(plan, attempts.length)
    return rung
      ? [{ type: 'call_start', at: ctx.now, attempt: ctx.newAttemptId(), rung }]
      : [{ type: 'escalation_failed', at: ctx.now, totalAttempts: attempts.length }]
  }

const find = (state: Known, id: AttemptId) => state.attempts.find((a) => a.id === id)
const isCurrent = (state: Known, attempt: Attempt) =>
  state.status === 'running' && state.attempts.at(-1) === attempt

/** The attempt is over for the ladder: say why, and go on. */
const close =
  (id: AttemptId, reason: Miss, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || !isCurrent(state, attempt)) return []
    return chain(state, () => [{ type: 'call_failed', at: ctx.now, attempt: id, reason }], next(ctx))
  }

/** The provider's id becomes known: by its answer, or by the first callback when the answer was lost. */
const bind =
  ({ attempt: id, callId }: { attempt: AttemptId; callId: CallId }, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    const unbound = attempt?.call.status === 'placing' || attempt?.call.status === 'unknown'
    return unbound ? [{ type: 'call_initiated', at: ctx.now, attempt: id, callId }] : []
  }

/**
 * A call that should no longer ring is hung up: it surfaced after its attempt was given up, or
 * after the escalation ended. A call that was picked up and acknowledged, or passed on by its own
 * key, says goodbye and ends by itself.
 */
const hangUpUnwanted =
  (id: AttemptId, ctx: Context): Step =>
  (state) => {
    const attempt = find(state, id)
    if (!attempt || attempt.outcome === 'acknowledged') return []
    const wanted = isCurrent(state, attempt) && (attempt.leaving === null || attempt.answeredAt !== null)
    return wanted ? [] : hangUp(attempt, attempt.leaving ?? attempt.outcome ?? 'canceled', ctx)
  }

function hangUp(attempt: Attempt, reason: Miss, ctx: Context): Event[] {
  const callId = callIdOf(attempt)
  if (callId === null || !isLive(attempt) || attempt.hungUp) return []
  return [{ type: 'call_hang_up', at: ctx.now, attempt: attempt.id, callId, reason }]
}

function notPlaced(
  state: Known,
  { type, attempt: id, failure }: Extract<Command, { type: 'call-refused' | 'call-lost' }>,
  ctx: Context,
): Event[] {
  const attempt = find(state, id)
  // A callback may have proved meanwhile that the call exists.
  if (attempt?.call.status !== 'placing') return []
  const maybePlaced = type === 'call-lost'
  return chain(
    state,
    () => [{ type: 'call_error', at: ctx.now, attempt: id, failure, maybePlaced }],
    close(id, attempt.leaving ?? 'failed', ctx),
  )
}

function reported(state: Known, report: { attempt: AttemptId } & CallReport, ctx: Context): Event[] {
  const id = report.attempt
  // Only the call that belongs to the attempt may speak for it.
  const known = find(state, id)
  if (!known || (callIdOf(known) ?? report.callId) !== report.callId) return []
  return chain(
    state,
    bind(report, ctx),
    hangUpUnwanted(id, ctx),
    progress(report, ctx),
    screened(report, ctx),
    hangUpUnwanted(id, ctx),
    finish(report, ctx),
  )
}

/** Queued → ringing → answered; an end that shows that somebody picked up says so first. */
const progress =
  (
    { attempt: id, callId, status, durationSeconds }: { attempt: AttemptId } & CallReport,
    ctx: Context,
  ): Step =>
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
  ({ attempt: id, callId, answeredBy, status }: { attempt: AttemptId } & CallReport, ctx: Context): Step =>
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
  (
    { attempt: id, callId, status, durationSeconds }: { attempt: AttemptId } & CallReport,
    ctx: Context,
  ): Step =>
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

const isEnd = (status: CallStatus): status is CallEnd =>
  status !== 'queued' && status !== 'ringing' && status !== 'in-progress'

/** Why a call that ended did not acknowledge. */
function missOf({ leaving, answeredBy }: Attempt, end: CallEnd): Miss {
  if (leaving) return leaving
  if (end !== 'completed') return end
  return answeredBy === 'machine' || answeredBy === 'fax' ? 'machine' : 'no-key'
}

/** Whether this evidence is what the policy asks for: a key always is. */
const suffices = (evidence: Evidence, { acknowledgeBy }: Plan) =>
  evidence === 'keypress' || evidence === acknowledgeBy

/**
 * A call acknowledges while the escalation runs, and after everybody was missed too: a key that was
 * overtaken by the end of its call must not be lost, and the incident is still theirs to take.
 */
const acknowledgedByCall =
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

const isOpen = ({ status }: Known) => status === 'running' || status === 'exhausted'

/** It is over: every phone that still rings stops, but for the one that acknowledged. */
const hangUpTheRest =
  (ctx: Context): Step =>
  ({ attempts }) =>
    attempts.flatMap((a) => (a.outcome === 'acknowledged' ? [] : hangUp(a, 'canceled', ctx)))

function keyPressed(
  state: Known,
  { attempt: id, callId, key }: Extract<Command, { type: 'key-pressed' }>,
  ctx: Context,
): Event[] {
  const known = find(state, id)
  if (!known || (callIdOf(known) ?? callId) !== callId) return []
  return chain(
    state,
    bind({ attempt: id, callId }, ctx),
    // A key shows that somebody picked up, also when the callback that says so is still on its way.
    answered(id, callId, ctx),
    obey(id, key, ctx),
    hangUpUnwanted(id, ctx),
  )
}

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

const passedOn = (attempt: AttemptId, by: string, ctx: Context): Event => ({
  type: 'call_passed_on',
  at: ctx.now,
  attempt,
  by,
  reason: 'canceled',
})

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
