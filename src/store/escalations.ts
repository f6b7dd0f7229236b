import type { Kysely } from 'kysely'
import { wakeAt, type Escalation, type Known } from '../domain/escalation.ts'
import { together, type Tx } from './database.ts'
import { saveFollowUps } from './follow-ups.ts'
import { saveHistory, type Change } from './history.ts'
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
  state: stateOf(row.state),
})

/** Those that older versions wrote lack what these did not know of. */
function stateOf(text: string): Known {
  const { plan, attempts, ...rest } = JSON.parse(text)
  return {
    callbacks: 'working',
    ...rest,
    plan: { urgency: 'high', ...plan },
    attempts: attempts.map((attempt: object) => ({
      guessed: false,
      deferredBy: null,
      cost: null,
      ...attempt,
    })),
  }
}

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
    incident_id: 'text',
    state: 'text',
    wake_at: 'bigint',
    created_at: 'bigint',
    claimed_until: 'bigint',
  },
  { key: ['id'], replace: ['state', 'wake_at', 'claimed_until'] },
)

export async function saveEscalations(tx: Tx, changes: readonly Change<EscalationRecord>[]): Promise<void> {
  const records = changes.map(({ now }) => now)
  await together([upsert(tx, records.map(rowOf)), saveHistory(tx, changes), saveFollowUps(tx, records)])
}

function rowOf({ id, incidentId, createdAt, state }: EscalationRecord) {
  return {
    id,
    incident_id: incidentId,
    state: JSON.stringify(state satisfies Escalation),
    wake_at: wakeAt(state),
    created_at: createdAt,
    claimed_until: null, // Whoever moves it has done what was due.
  }
}

/**
 * Those that must be looked at now, the longest overdue first. Nobody else is given them before they
 * move, or before `until`, if whoever has them dies.
 */
export async function claimDue(tx: Tx, now: number, until: number, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('escalations')
    .select('id')
    .where('wake_at', '<=', now)
    .where((e) => e.or([e('claimed_until', 'is', null), e('claimed_until', '<=', now)]))
    .orderBy('wake_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await claim(tx, until, ids)
  return ids
}

const claim = statement({
  sqlite: 'update escalations set claimed_until = ? where id = ?',
  postgres: 'update escalations set claimed_until = $1 where id = any($2)',
})

/** Only for who knows that nobody else is there: what a process that died had in hand is due at once. */
export async function releaseDue(tx: Tx): Promise<void> {
  await tx
    .updateTable('escalations')
    .set({ claimed_until: null })
    .where('claimed_until', 'is not', null)
    .execute()
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

export async function runningEscalations(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('escalations').select('id').where('wake_at', 'is not', null).execute()
  return rows.map((row) => row.id)
}

/** When somebody must look again: at a deadline, or at what was claimed and did not move. Null when nothing runs. */
export async function nextWake(db: Kysely<Tables>): Promise<number | null> {
  const due = db
    .selectFrom('escalations')
    .select((e) => e.fn.min('wake_at').as('at'))
    .where('wake_at', 'is not', null)
    .where('claimed_until', 'is', null)
  const claimed = db.selectFrom('escalations').select((e) => e.fn.min('claimed_until').as('at'))
  const rows = await due.unionAll(claimed).execute()
  const times = rows.flatMap(({ at }) => at ?? [])
  return times.length > 0 ? Math.min(...times) : null
}

const latest = statement<{ id: string; incident_id: string }>({
  sqlite: `select id, incident_id from escalations where incident_id = ? order by created_at desc, id desc limit 1`,
  postgres: `select latest.* from unnest($1::text[]) as incidents (id) cross join lateral (
    select id, incident_id from escalations
    where incident_id = incidents.id order by created_at desc, id desc limit 1) as latest`,
})

/** By the id of each of these incidents, the id of its newest. */
export async function latestOfIncidents(
  db: Kysely<Tables>,
  incidentIds: readonly string[],
): Promise<Map<string, string>> {
  if (incidentIds.length === 0) return new Map()
  return new Map((await latest(db, incidentIds)).map((row) => [row.incident_id, row.id]))
}
