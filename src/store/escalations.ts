import type { Kysely } from 'kysely'
import { wakeAt, type Escalation, type Known } from '../domain/escalation.ts'
import type { Tx } from './database.ts'
import { saveFollowUps } from './follow-ups.ts'
import { saveHistory } from './history.ts'
import type { Tables } from './schema.ts'

/** An escalation with what stands around it. Times are epoch milliseconds. */
export type EscalationRecord = { id: string; incidentId: string | null; createdAt: number; state: Known }

type Row = { id: string; incident_id: string | null; created_at: number; state: string }
const columns = ['id', 'incident_id', 'created_at', 'state'] as const

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
        state: row.ref('excluded.state'),
        wake_at: row.ref('excluded.wake_at'),
        claimed_until: null,
      })),
    )
    .execute()
  await saveHistory(tx, records)
  await saveFollowUps(tx, records)
}

function rowOf({ id, incidentId, createdAt, state }: EscalationRecord) {
  return {
    id,
    incident_id: incidentId,
    state: JSON.stringify(state satisfies Escalation),
    wake_at: wakeAt(state),
    created_at: createdAt,
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
  if (ids.length > 0)
    await tx.updateTable('escalations').set({ claimed_until: until }).where('id', 'in', ids).execute()
  return ids
}

/** Only for who knows that nobody else is there: what a process that died had in hand is due at once. */
export async function releaseDue(tx: Tx): Promise<void> {
  await tx
    .updateTable('escalations')
    .set({ claimed_until: null })
    .where('wake_at', 'is not', null) // There is an index of these.
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

export async function nextWake(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('escalations')
    .select((e) => e.fn.min('wake_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
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
