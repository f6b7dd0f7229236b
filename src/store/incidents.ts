import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** What is open because of one or more alerts. `resolvedAt` is epoch ms, or null while it is open. */
export type IncidentRecord = {
  id: string
  integrationId: string
  dedupKey: string
  title: string
  createdAt: number
  resolvedAt: number | null
}

/** The one open incident for this key, if there is one. Nobody else changes it until this transaction ends. */
export async function openIncident(
  tx: Tx,
  integrationId: string,
  dedupKey: string,
): Promise<IncidentRecord | null> {
  const row = await tx
    .selectFrom('incidents')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .where('dedup_key', '=', dedupKey)
    .where('resolved_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        integrationId: row.integration_id,
        dedupKey: row.dedup_key,
        title: row.title,
        createdAt: row.created_at,
        resolvedAt: row.resolved_at,
      }
    : null
}

export async function isOpen(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('incidents').select('resolved_at').where('id', '=', id).executeTakeFirst()
  return row?.resolved_at === null
}

export async function insertIncident(tx: Tx, incident: IncidentRecord): Promise<void> {
  await tx
    .insertInto('incidents')
    .values({
      id: incident.id,
      integration_id: incident.integrationId,
      dedup_key: incident.dedupKey,
      title: incident.title,
      created_at: incident.createdAt,
      resolved_at: incident.resolvedAt,
    })
    .execute()
}

export async function resolveIncident(tx: Tx, id: string, at: number): Promise<void> {
  await tx.updateTable('incidents').set({ resolved_at: at }).where('id', '=', id).execute()
}

/** Returns how many were open. */
export async function resolveAllIncidents(tx: Tx, at: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('incidents')
    .set({ resolved_at: at })
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Keeps an alert as it came, for whoever asks later why somebody was woken. */
export async function insertAlert(
  tx: Tx,
  alert: { id: string; incidentId: string; status: string; payload: string; receivedAt: number },
): Promise<void> {
  await tx
    .insertInto('alerts')
    .values({
      id: alert.id,
      incident_id: alert.incidentId,
      status: alert.status,
      payload: alert.payload,
      received_at: alert.receivedAt,
    })
    .execute()
}
