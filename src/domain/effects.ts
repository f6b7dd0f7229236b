import type { AttemptId, CallId } from './attempt.ts'
import type { Event } from './escalation.ts'

/** What has to be done in the world because something happened. */
export type Effect =
  | { kind: 'place-call'; attempt: AttemptId }
  | { kind: 'hang-up'; attempt: AttemptId; callId: CallId }
  /** The details of the message, to the person of this attempt. */
  | { kind: 'send-details'; attempt: AttemptId }

export function effectsOf(event: Event): Effect[] {
  switch (event.type) {
    case 'call_start':
      return [{ kind: 'place-call', attempt: event.attempt }]
    case 'call_hang_up':
      return [{ kind: 'hang-up', attempt: event.attempt, callId: event.callId }]
    case 'call_key_pressed':
      return event.key === '2' ? [{ kind: 'send-details', attempt: event.attempt }] : []
    default:
      return []
  }
}
