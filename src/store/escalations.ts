import type { Kysely } from 'kysely'
import { wakeAt, type Escalation, type Known } from '../domain/escalation.ts'
import type { Tx } from './database.ts'
import { saveFollowUps } from './follow-ups.ts'
import { saveHistory } from './history.ts'
import type { Tables } from './schema.ts'
import { insertion, statement } from './statement.ts'

/** An escalation with what stands around it. Times are epoch milliseconds. */
export type EscalationRecord = { id: string; incidentId: string | null; createdAt: number; state: Known }

type Row = { id: string; incident_id: string | null; created_at: number; state: string }
const SELECT = 'select id, incident_id, created_at, state from escalations'

const recordOf = (row: Row): EscalationRecord => ({
  id: row.id,
  incidentId: row.incident_id,
  createdAt: row.created_at,
  state: JSON.parse(row.state),
})

const byId = statement<Row>({
  sqlite: `${SELECT} where id = ?`,
  postgres: `${SELECT} where id = any($1)`,
})

export async function loadEscalations(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<EscalationRecord[]> {
  return ids.length === 0 ? [] : (await byId(db, ids)).map(recordOf)
}

const locked = statement<Row>({
  sqlite: `${SELECT} where id = ?`,
  postgres: `${SELECT} where id = any($1) order by id for update`,
})

/**
 * As they are now, and nobody else changes them until this transaction ends. In the order of their
 * ids: two nodes that want the same ones wait for each other and never in a circle.
 */
export async function lockEscalations(tx: Tx, ids: readonly string[]): Promise<EscalationRecord[]> {
  return ids.length === 0 ? [] : (await locked(tx, ids)).map(recordOf)
}

export async function loadEscalation(db: Kysely<Tables>, id: string): Promise<EscalationRecord | null> {
  return (await loadEscalations(db, [id]))[0] ?? null
}

const upsert = insertion(
  'escalations',
  {
    id: 'text',
    status: 'text',
    drill: 'integer',
    incident_id: 'text',
    state: 'text',
    wake_at: 'bigint',
    created_at: 'bigint',
    ended_at: 'bigint',
  },
  { key: ['id'], replace: ['status', 'state', 'wake_at', 'ended_at'] },
)

export async function saveEscalations(tx: Tx, records: readonly EscalationRecord[]): Promise<void> {
  await upsert(tx, records.map(rowOf))
  await saveHistory(tx, records)
  await saveFollowUps(tx, records)
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

/** Those whose deadline passed before `before`, and the earliest of these deadlines. */
export async function countOverdue(
  db: Kysely<Tables>,
  before: number,
): Promise<{ count: number; earliest: number | null }> {
  const row = await db
    .selectFrom('escalations')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('wake_at').as('earliest')])
    .where('wake_at', '<=', before)
    .executeTakeFirstOrThrow()
  return { count: row.count, earliest: row.earliest }
}

/** The earliest deadline, of all but some. */
export async function nextWake(db: Kysely<Tables>, except: readonly string[] = []): Promise<number | null> {
  let query = db.selectFrom('escalations').select((e) => e.fn.min('wake_at').as('at'))
  if (except.length > 0) query = query.where('id', 'not in', except)
  return (await query.executeTakeFirst())?.at ?? null
}

/** The id of an incident's newest. */
export async function latestOfIncident(db: Kysely<Tables>, incidentId: string): Promise<string | null> {
  const row = await db
    .selectFrom('escalations')
    .select('id')
    .where('incident_id', '=', incidentId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
