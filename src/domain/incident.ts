import type { Known } from './escalation.ts'
import type { Urgency } from './plan.ts'

/** A signal from a monitoring system, as every source tells it. */
export type Alert = {
  /** Alerts with one key are one incident while it is open. */
  dedupKey: string
  status: 'firing' | 'resolved'
  title: string
  /** What is spoken. */
  message: string
  urgency: Urgency
}

export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved'

/** What an alert leads to. */
export type Reaction = 'open' | 'ring-again' | 'resolve' | 'nothing'

/**
 * `latest` is the newest escalation of the open incident; null when no incident is open. An alert
 * that fires again while nobody has taken the incident, and nobody is being rung, rings again: the
 * monitoring system still says that it burns.
 */
export function reactionTo(alert: Alert, open: { latest: Known['status'] | null } | null): Reaction {
  if (alert.status === 'resolved') return open ? 'resolve' : 'nothing'
  if (!open) return 'open'
  return open.latest === 'running' || open.latest === 'acknowledged' ? 'nothing' : 'ring-again'
}
