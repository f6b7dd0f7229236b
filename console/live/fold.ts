import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'

export type Phase = Escalation['attempts'][number]['call_status']
export type Outcome = NonNullable<Escalation['attempts'][number]['outcome']>
export type Status = Escalation['status']

/** One attempt as the events tell it. Times are epoch ms, null until they happen. */
export type Attempt = {
  number: number
  round: number
  role: string
  name: string
  phone: string
  callId: string | null
  phase: Phase
  outcome: Outcome | null
  answeredBy: string | null
  evidence: EscalationEvent['evidence'] | null
  keys: string[]
  error: EscalationEvent['hint'] | null
  startedAt: number
  queuedAt: number | null
  ringingAt: number | null
  answeredAt: number | null
  takenAt: number | null
  /** When the call ended, or the attempt when there was no call. */
  endedAt: number | null
  /** Seconds that the call was up, as the provider says. */
  duration: number | null
  /** What the provider charged; null until it has said so. */
  cost: NonNullable<EscalationEvent['cost']> | null
}

/** What the events so far make true of an escalation. */
export type Course = {
  status: Status
  attempts: readonly Attempt[]
  startedAt: number | null
  endedAt: number | null
  by: string | null
  via: EscalationEvent['via'] | null
  reason: string | null
}

const NOTHING: Course = {
  status: 'running',
  attempts: [],
  startedAt: null,
  endedAt: null,
  by: null,
  via: null,
  reason: null,
}

/** Who ended it by hand, and why if they said so. */
export const endedBy = ({ by, reason }: Course): string =>
  [by, reason].filter((words) => words !== null && words !== '').join(' · ')

/** What each list of events made true: a longer one is not counted from its beginning again. */
const folded = new WeakMap<readonly EscalationEvent[], Course>()

/** The events are the only source: what is shown follows from them, and from nothing else. */
export function courseOf(events: readonly EscalationEvent[]): Course {
  const course = folded.get(events) ?? events.reduce(after, NOTHING)
  folded.set(events, course)
  return course
}

/** One more event of the same escalation. */
export function withEvent(known: EscalationEvent[], event: EscalationEvent): EscalationEvent[] {
  if (event.id <= (known.at(-1)?.id ?? 0)) return merged(known, [event])
  const longer = [...known, event]
  folded.set(longer, after(courseOf(known), event))
  return longer
}

function after(course: Course, event: EscalationEvent): Course {
  const at = Date.parse(event.timestamp)
  switch (event.type) {
    case 'escalation_started':
      return { ...course, startedAt: at }
    case 'escalation_complete':
      return ended(course, at, 'acknowledged', event)
    case 'escalation_failed':
      return ended(course, at, 'exhausted', event)
    case 'escalation_cancelled':
      return ended(course, at, 'cancelled', event)
    case 'escalation_resolved':
      return ended(course, at, 'resolved', event)
    case 'call_start':
      return { ...course, attempts: [...course.attempts, begun(event, at)] }
    default:
      return {
        ...course,
        attempts: course.attempts.map((a) =>
          a.number === event.attempt ? { ...a, ...changeOf(a, event, at) } : a,
        ),
      }
  }
}

/** Whoever was being called when it ended otherwise was called off. */
function ended(course: Course, endedAt: number, status: Status, event: EscalationEvent): Course {
  return {
    ...course,
    status,
    endedAt,
    by: event.acknowledged_by ?? event.by ?? null,
    via: event.via ?? null,
    reason: event.reason ?? null,
    attempts: course.attempts.map((a) => ({ ...a, outcome: a.outcome ?? 'canceled' })),
  }
}

function changeOf(attempt: Attempt, event: EscalationEvent, at: number): Partial<Attempt> {
  switch (event.type) {
    case 'call_initiated':
      return { phase: 'queued', queuedAt: at, callId: event.call_id ?? null }
    case 'call_ringing':
      return { phase: 'ringing', ringingAt: at }
    case 'call_answered':
      return { phase: 'in-progress', answeredAt: at }
    case 'call_answered_by':
      return { answeredBy: event.answered_by ?? null }
    case 'call_key_pressed':
      return { keys: [...attempt.keys, event.key ?? ''] }
    case 'call_acknowledged':
      return { outcome: 'acknowledged', evidence: event.evidence ?? null, takenAt: at }
    case 'call_ended':
      return { phase: 'ended', endedAt: at, duration: event.duration ?? null }
    case 'call_priced':
      return { cost: event.cost ?? null }
    case 'call_error':
      return { phase: 'refused', endedAt: at, error: event.hint ?? null }
    case 'call_failed':
      return { outcome: missOf(event.reason), endedAt: attempt.endedAt ?? at }
    default:
      return {}
  }
}

const MISSES: readonly Outcome[] = ['no-answer', 'busy', 'failed', 'machine', 'no-key', 'canceled', 'timeout']
const missOf = (reason: string | null | undefined): Outcome =>
  MISSES.find((miss) => miss === reason) ?? 'failed'

function begun(event: EscalationEvent, at: number): Attempt {
  const { attempt: number = 0, round = 1, role = '', name = '', phone = '' } = event
  const nothing = {
    callId: null,
    outcome: null,
    answeredBy: null,
    evidence: null,
    error: null,
    duration: null,
    cost: null,
  }
  const never = { queuedAt: null, ringingAt: null, answeredAt: null, takenAt: null, endedAt: null }
  return { number, round, role, name, phone, phase: 'placing', keys: [], startedAt: at, ...nothing, ...never }
}

/** Two lists of events of one escalation as one: each once, in order. */
export function merged(
  one: readonly EscalationEvent[],
  other: readonly EscalationEvent[],
): EscalationEvent[] {
  const byId = new Map([...one, ...other].map((event) => [event.id, event]))
  return [...byId.values()].toSorted((a, b) => a.id - b.id)
}
