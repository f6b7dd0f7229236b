import { reactionTo, type Alert, type IncidentStatus, type Reaction } from '../domain/incident.ts'
import type { Plan } from '../domain/plan.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import type { IncidentRecord } from '../store/incidents.ts'
import type { Unit } from './batch.ts'
import { newEscalationId, newId } from './new-id.ts'

export type AlertTaken = {
  incidentId: string | null
  incidentStatus: IncidentStatus | 'none'
  /** The escalation that this alert started, if it started one. */
  escalationId: string | null
}

/** Opens, de-duplicates and resolves incidents, in one transaction with the escalations that this starts or ends. */
export async function takeAlert(
  unit: Unit,
  integrationId: string,
  alert: Alert,
  plan: Plan,
  payload: string,
): Promise<AlertTaken> {
  const { incidents, now } = unit
  const open = await incidents.openOne({ integrationId, dedupKey: alert.dedupKey })
  const latest = open && (await unit.latestOf(open.id))
  const reaction = reactionTo(alert, open && { latest: latest?.state.status ?? null })
  const incident = open ?? (reaction === 'open' ? openNew(unit, integrationId, alert) : null)
  if (!incident) return { incidentId: null, incidentStatus: 'none', escalationId: null }
  const { status } = alert
  incidents.keep({ id: newId('alr'), incidentId: incident.id, status, payload, receivedAt: now })
  return { incidentId: incident.id, ...(await react(unit, reaction, incident, latest, plan)) }
}

async function react(
  unit: Unit,
  reaction: Reaction,
  incident: IncidentRecord,
  latest: EscalationRecord | null,
  plan: Plan,
): Promise<Omit<AlertTaken, 'incidentId'>> {
  switch (reaction) {
    case 'open':
    case 'ring-again':
      return {
        incidentStatus: 'triggered',
        escalationId: unit.start(newEscalationId(), plan, incident.id).id,
      }
    case 'resolve':
      unit.incidents.change({ ...incident, resolvedAt: unit.now })
      if (latest) await unit.tell(latest.id, { type: 'resolve' })
      return { incidentStatus: 'resolved', escalationId: null }
    case 'nothing':
      return {
        incidentStatus: latest?.state.status === 'acknowledged' ? 'acknowledged' : 'triggered',
        escalationId: null,
      }
    default:
      return reaction satisfies never
  }
}

function openNew({ incidents, now }: Unit, integrationId: string, alert: Alert): IncidentRecord {
  const incident = {
    id: newId('inc'),
    integrationId,
    dedupKey: alert.dedupKey,
    title: alert.title,
    createdAt: now,
    resolvedAt: null,
  }
  incidents.change(incident)
  return incident
}
