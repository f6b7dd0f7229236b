import type { Kysely } from 'kysely'
import { wakeAt, type Escalation, type Known } from '../domain/escalation.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** An escalation with what stands around it. Times are epoch milliseconds. */
export type EscalationRecord = { id: string; incidentId: string | null; createdAt: number; state: Known }

type EscalationStatus = Known['status']

type Row = { id: string; incident_id: string | null; created_at: number; state: string }
const columns = ['id', 'incident_id', 'created_at', 'state'] as const

const recordOf = (row: Row): EscalationRecord => ({
  id: row.id,
  incidentId: row.incident_id,
  createdAt: row.created_at,
  state: JSON.parse(row.state),
})

export async function loadEscalations(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<EscalationRecord[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('escalations').select(columns).where('id', 'in', ids).execute()
  return rows.map(recordOf)
}

/**
 * As they are now, and nobody else changes them until this transaction ends. In the order of their
 * ids: two nodes that want the same ones wait for each other and never in a circle.
 */
export async function lockEscalations(tx: Tx, ids: readonly string[]): Promise<EscalationRecord[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('escalations')
    .select(columns)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(recordOf)
}

export async function loadEscalation(db: Kysely<Tables>, id: string): Promise<EscalationRecord | null> {
  return (await loadEscalations(db, [id]))[0] ?? null
}

export async function saveEscalations(tx: Tx, records: readonly EscalationRecord[]): Promise<void> {
  await tx
    .insertInto('escalations')
    .values(records.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        status: row.ref('excluded.status'),
        state: row.ref('excluded.state'),
        wake_at: row.ref('excluded.wake_at'),
        ended_at: row.ref('excluded.ended_at'),
      })),
    )
    .execute()
}

function rowOf({ id, incidentId, createdAt, state }: EscalationRecord) {
  return {
    id,
    status: state.status,
    drill: state.plan.drill ? 1 : 0,
    incident_id: incidentId,
    state: JSON.stringify(state satisfies Escalation),
    wake_at: wakeAt(state),
    created_at: createdAt,
    ended_at: 'at' in state ? state.at : null,
  }
}

/** Those that must be looked at now, the longest overdue first. */
export async function dueEscalations(db: Kysely<Tables>, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('escalations')
    .select('id')
    .where('wake_at', '<=', now)
    .orderBy('wake_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function nextWake(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('escalations')
    .select((e) => e.fn.min('wake_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

export type EscalationFilter = {
  status?: EscalationStatus | undefined
  drill?: boolean | undefined
  incidentId?: string | undefined
}

/** Where a page of the history ended. */
export type Cursor = { createdAt: number; id: string }

/** Newest first. */
export async function listEscalations(
  db: Kysely<Tables>,
  filter: EscalationFilter,
  page: { before: Cursor | null; limit: number },
): Promise<EscalationRecord[]> {
  let query = db.selectFrom('escalations').select(columns)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.drill !== undefined) query = query.where('drill', '=', filter.drill ? 1 : 0)
  if (filter.incidentId) query = query.where('incident_id', '=', filter.incidentId)
  const { before } = page
  if (before)
    query = query.where((e) =>
      e.or([
        e('created_at', '<', before.createdAt),
        e.and([e('created_at', '=', before.createdAt), e('id', '<', before.id)]),
      ]),
    )
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(recordOf)
}
