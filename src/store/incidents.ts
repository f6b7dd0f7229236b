import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { insertion, statement } from './statement.ts'

/** What monitoring says it is about: at most one incident of a key is open. */
export type IncidentKey = { integrationId: string; dedupKey: string }

/** What is open because of one or more alerts. `resolvedAt` is epoch ms, or null while it is open. */
export type IncidentRecord = IncidentKey & {
  id: string
  title: string
  createdAt: number
  resolvedAt: number | null
}

/** An alert as it came, for whoever asks later why somebody was woken. */
export type AlertRecord = {
  id: string
  incidentId: string
  status: string
  payload: string
  receivedAt: number
}

/** `place`: of its key among those that were asked for. What a database makes of a key need not be the key. */
type Row = {
  id: string
  integration_id: string
  dedup_key: string
  title: string
  created_at: number
  place: number
}
const OPEN = 'id, integration_id, dedup_key, title, created_at'

const lockOpen = statement<Row>({
  sqlite: `select ${OPEN}, ? as place from incidents
    where integration_id = ? and dedup_key = ? and resolved_at is null`,
  postgres: `select ${OPEN}, place from incidents
    join unnest($1::integer[], $2::text[], $3::text[]) as k (place, integration_id, dedup_key)
      using (integration_id, dedup_key)
    where resolved_at is null order by id for update of incidents`,
})

/**
 * The open incident of each key, in the order of the keys; null where none is open. Nobody else changes
 * them until this transaction ends.
 */
export async function lockOpenIncidents(
  tx: Tx,
  keys: readonly IncidentKey[],
): Promise<(IncidentRecord | null)[]> {
  if (keys.length === 0) return []
  const rows = await lockOpen(
    tx,
    keys.map((_, i) => i),
    keys.map(({ integrationId }) => integrationId),
    keys.map(({ dedupKey }) => dedupKey),
  )
  const found = new Map(rows.map((row) => [row.place, recordOf(row)]))
  return keys.map((_, i) => found.get(i) ?? null)
}

const recordOf = (row: Row): IncidentRecord => ({
  id: row.id,
  integrationId: row.integration_id,
  dedupKey: row.dedup_key,
  title: row.title,
  createdAt: row.created_at,
  resolvedAt: null,
})

export async function isOpen(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom('incidents').select('resolved_at').where('id', '=', id).executeTakeFirst()
  return row?.resolved_at === null
}

const upsert = insertion(
  'incidents',
  {
    id: 'text',
    integration_id: 'text',
    dedup_key: 'text',
    title: 'text',
    created_at: 'bigint',
    resolved_at: 'bigint',
  },
  { key: ['id'], replace: ['resolved_at'] },
)

export async function saveIncidents(tx: Tx, incidents: readonly IncidentRecord[]): Promise<void> {
  await upsert(
    tx,
    incidents.toSorted(inOneOrder).map((incident) => ({
      id: incident.id,
      integration_id: incident.integrationId,
      dedup_key: incident.dedupKey,
      title: incident.title,
      created_at: incident.createdAt,
      resolved_at: incident.resolvedAt,
    })),
  )
}

/**
 * One may be resolved so that the next of its key can be opened. Two who open the same ones at once wait for each
 * other, and in one order never in a circle.
 */
function inOneOrder(a: IncidentRecord, b: IncidentRecord): number {
  if ((a.resolvedAt === null) !== (b.resolvedAt === null)) return a.resolvedAt === null ? 1 : -1
  const [one, other] = [nameOf(a), nameOf(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

/** Of a key, as a map needs it. */
export const nameOf = ({ integrationId, dedupKey }: IncidentKey): string => `${integrationId} ${dedupKey}`

/** Returns how many were open. */
export async function resolveAllIncidents(tx: Tx, at: number): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('incidents')
    .set({ resolved_at: at })
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

const insert = insertion('alerts', {
  id: 'text',
  incident_id: 'text',
  status: 'text',
  payload: 'text',
  received_at: 'bigint',
})

export async function insertAlerts(tx: Tx, alerts: readonly AlertRecord[]): Promise<void> {
  await insert(
    tx,
    alerts.map((alert) => ({
      id: alert.id,
      incident_id: alert.incidentId,
      status: alert.status,
      payload: alert.payload,
      received_at: alert.receivedAt,
    })),
  )
}
