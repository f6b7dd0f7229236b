import type { Kysely } from 'kysely'
import type { Known } from '../domain/escalation.ts'
import { dueAfter } from '../domain/when-exhausted.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/**
 * Notes what an exhausted escalation leads to, in the transaction in which it is exhausted. It is
 * noted once: the row stays when it is done, for late news saves the escalation again.
 */
export async function saveFollowUps(tx: Tx, records: readonly { id: string; state: Known }[]): Promise<void> {
  const rows = records.flatMap(({ id, state }) =>
    state.status === 'exhausted' && state.plan.whenExhausted
      ? [{ escalation_id: id, due_at: dueAfter(state.plan.whenExhausted, state.at), tries: 0 }]
      : [],
  )
  if (rows.length === 0) return
  await tx
    .insertInto('follow_ups')
    .values(rows)
    .onConflict((conflict) => conflict.column('escalation_id').doNothing())
    .execute()
}

/** The escalations whose follow-up is due. */
export async function dueFollowUps(db: Kysely<Tables>, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('follow_ups')
    .select('escalation_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.escalation_id)
}

export async function nextFollowUp(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('follow_ups')
    .select((e) => e.fn.min('due_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/**
 * Takes what is due: of two that try, one gets it. It is due again at `again`, or never (null).
 * Returns how often it was tried before; null when there is nothing to take.
 */
export async function takeFollowUp(
  tx: Tx,
  escalationId: string,
  now: number,
  again: number | null,
): Promise<number | null> {
  const row = await tx
    .updateTable('follow_ups')
    .set((e) => ({ due_at: again, tries: e('tries', '+', 1) }))
    .where('escalation_id', '=', escalationId)
    .where('due_at', '<=', now)
    .returning('tries')
    .executeTakeFirst()
  return row ? row.tries - 1 : null
}

/** Nothing follows any more. Returns how many were to. */
export async function dropFollowUps(tx: Tx): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('follow_ups')
    .set({ due_at: null })
    .where('due_at', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Sets when it is tried again; null: it is done. */
export async function setFollowUp(tx: Tx, escalationId: string, dueAt: number | null): Promise<void> {
  await tx
    .updateTable('follow_ups')
    .set({ due_at: dueAt })
    .where('escalation_id', '=', escalationId)
    .execute()
}
