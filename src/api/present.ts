import { callIdOf, type Attempt, type Cost } from '../domain/attempt.ts'
import type { Event, Known } from '../domain/escalation.ts'
import { attemptsOf, personAt, roleOf, rungAfter, type Person, type Plan, type Rung } from '../domain/plan.ts'
import type { CallbacksOfAttempt } from '../store/callbacks.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import type { StoredEvent } from '../store/events.ts'
import type { SessionRecord } from '../store/sessions.ts'
import type { Callbacks } from '../wire/callbacks.ts'
import type * as wire from '../wire/escalation.ts'
import type { EscalationEvent } from '../wire/event.ts'

/** Epoch ms → ISO 8601 with offset. */
export const isoTime = (at: number): string => new Date(at).toISOString()
export const maybeTime = (at: number | null) => (at === null ? null : isoTime(at))

export function presentEscalation({ id, incidentId, createdAt, state }: EscalationRecord): wire.Escalation {
  const { plan } = state
  return {
    id,
    status: state.status,
    drill: plan.drill,
    urgency: plan.urgency,
    message: plan.message,
    language: plan.language,
    acknowledge_by: plan.acknowledgeBy,
    rounds: plan.rounds,
    ring_timeout_seconds: plan.ringTimeoutSeconds,
    provider: plan.provider ?? null,
    plan: rungsOf(plan).map((rung) => presentRung(rung, plan)),
    attempts: state.attempts.map((attempt) => presentAttempt(attempt, plan)),
    callbacks: state.callbacks,
    cost: totalOf(state.attempts.map(({ cost }) => cost)),
    acknowledged_by: acknowledgement(state),
    incident_id: incidentId,
    policy: plan.policy ?? null,
    follows: plan.follows ?? null,
    created_at: isoTime(createdAt),
    ended_at: 'at' in state ? isoTime(state.at) : null,
  }
}

const rungsOf = (plan: Plan): Rung[] =>
  Array.from({ length: attemptsOf(plan) }, (_, done) => rungAfter(plan, done)).filter((rung) => rung !== null)

function presentRung({ number, round, position }: Rung, plan: Plan) {
  return { number, round, ...presentMember(personAt(plan, position), position) }
}

/** A person at their place on the ladder. */
export const presentMember = ({ name, phone, contactId }: Person, position: number) => ({
  role: roleOf(position),
  name,
  phone,
  contact_id: contactId ?? null,
})

function presentAttempt(attempt: Attempt, plan: Plan) {
  const { call } = attempt
  return {
    ...presentRung(attempt, plan),
    call_id: callIdOf(attempt),
    call_status: call.status,
    outcome: attempt.outcome,
    answered_by: attempt.answeredBy,
    started_at: isoTime(attempt.startedAt),
    answered_at: maybeTime(attempt.answeredAt),
    ended_at: maybeTime(attempt.endedAt),
    duration: call.status === 'ended' ? call.durationSeconds : null,
    cost: attempt.cost,
  }
}

export const presentCallbacks = (attempts: readonly CallbacksOfAttempt[]): Callbacks => ({
  attempts: attempts.map(({ attempt, callbacks, more }) => ({
    number: attempt,
    callbacks: callbacks.map(({ at, kind, fields }) => ({ received_at: isoTime(at), kind, fields })),
    more,
  })),
})

/** `own`: the session that asks. */
export const presentSession = (
  { id, name, createdAt, lastUsedAt }: SessionRecord,
  own: string | undefined,
) => ({
  name,
  signed_in_at: isoTime(createdAt),
  last_used_at: isoTime(lastUsedAt),
  current: id === own,
})

/** In millionths, because prices have up to five decimals and sums of fractions drift. */
function totalOf(costs: readonly (Cost | null)[]): Cost | null {
  const known = costs.filter((cost) => cost !== null)
  const [first] = known
  if (!first) return null
  const millionths = known.reduce((sum, { amount }) => sum + Math.round(amount * 1e6), 0)
  return { amount: millionths / 1e6, currency: first.currency }
}

function acknowledgement(state: Known): wire.Escalation['acknowledged_by'] {
  if (state.status !== 'acknowledged') return null
  const { by } = state
  return { name: by.name, via: by.via, evidence: by.via === 'call' ? by.evidence : null }
}

export function presentEvent({ id, escalationId, event, about }: StoredEvent): EscalationEvent {
  return {
    id,
    type: event.type,
    escalation_id: escalationId,
    timestamp: isoTime(event.at),
    ...(about && {
      attempt: about.number,
      round: about.round,
      role: roleOf(about.position),
      name: about.name,
      phone: about.phone,
    }),
    ...details(event),
    ...('callId' in event && { call_id: event.callId }),
  }
}

function details(event: Event): Partial<EscalationEvent> {
  switch (event.type) {
    case 'call_answered_by':
      return { answered_by: event.answeredBy }
    case 'call_key_pressed':
      return { key: event.key }
    case 'call_passed_on':
      return { by: event.by, reason: event.reason }
    case 'call_hang_up':
    case 'call_failed':
      return { reason: event.reason }
    case 'call_ended':
      return { status: event.end, duration: event.durationSeconds }
    case 'call_error':
    case 'sms_failed':
      return event.failure
    case 'call_deferred':
      return { ...event.failure, retry_at: isoTime(event.retryAt) }
    case 'call_priced':
      return { cost: event.cost }
    case 'callbacks_unavailable':
      return { reason: event.reason }
    case 'call_acknowledged':
      return { evidence: event.evidence }
    case 'sms_sent':
      return { message_id: event.messageId }
    case 'escalation_complete':
      return {
        acknowledged_by: event.by.name,
        via: event.by.via,
        total_attempts: event.totalAttempts,
        ...(event.by.via === 'call' && { evidence: event.by.evidence }),
      }
    case 'escalation_failed':
      return { total_attempts: event.totalAttempts }
    case 'escalation_cancelled':
      return { by: event.by, reason: event.reason }
    case 'escalation_started':
    case 'call_start':
    case 'call_initiated':
    case 'call_ringing':
    case 'call_answered':
    case 'escalation_resolved':
      return {}
    default:
      return event satisfies never
  }
}
