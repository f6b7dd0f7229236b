import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import { loadEscalations } from './escalations.ts'
import { addHistory } from './history.ts'
import type { Tables } from './schema.ts'

/** The migration `0009-older-history` counts how many escalations began before there was a history. */
const MISSING = 'history_missing'

/** Whether some of them may still be missing in it. */
export async function isHistoryIncomplete(db: Kysely<Tables>): Promise<boolean> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', MISSING).executeTakeFirst()
  return (row?.value ?? 0) > 0
}

/**
 * Adds up to `limit` of them, in the order of their ids, after the id `after`. Returns the last one's
 * id; null when the history is complete. Whatever stopped the last who did this, or does it at the
 * same time, it comes to the same.
 */
export async function addOlderHistory(tx: Tx, after: string, limit: number): Promise<string | null> {
  const rows = await tx
    .selectFrom('escalations')
    .select('id')
    .where('id', '>', after)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('history')
            .select('escalation_id')
            .whereRef('history.escalation_id', '=', 'escalations.id'),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  const ids = rows.map(({ id }) => id)
  // The state is what the events add up to (escalation.property.test.ts), and one row instead of twenty.
  await addHistory(tx, await loadEscalations(tx, ids))
  const last = ids.at(-1) ?? null
  if (last === null) await tx.updateTable('counters').set({ value: 0 }).where('name', '=', MISSING).execute()
  return last
}
