import type { Effect } from '../domain/effects.ts'
import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** Something to be done in the world, and how far we got with it. */
export type PendingEffect = {
  id: string
  escalationId: string
  effect: Effect
  tries: number
  /** Whether it may have been done already by a process that died before it could say so. */
  inDoubt: boolean
  /** The node that has it in hand. */
  holder: string
}

/** Written with the events that cause them, and held by the node that wrote them: it starts at once. */
export async function insertEffects(
  tx: Tx,
  effects: readonly { escalationId: string; effect: Effect }[],
  node: string,
  now: number,
): Promise<PendingEffect[]> {
  if (effects.length === 0) return []
  const pending = effects.map(({ escalationId, effect }) => ({
    id: `${effect.attempt}/${effect.kind}`,
    escalationId,
    effect,
    tries: 0,
    inDoubt: false,
    holder: node,
  }))
  await tx
    .insertInto('effects')
    .values(
      pending.map(({ id, escalationId, effect }) => ({
        id,
        escalation_id: escalationId,
        effect: JSON.stringify(effect),
        due_at: now,
        tries: 0,
        holder: node,
        // Whoever finds this row after a crash cannot know whether it was begun.
        in_doubt: 1,
      })),
    )
    .execute()
  return pending
}

/** Takes what is due and held by nobody. From here on a crash leaves it in doubt. */
export async function claimEffects(
  tx: Tx,
  node: string,
  now: number,
  limit: number,
): Promise<PendingEffect[]> {
  const rows = await tx
    .selectFrom('effects')
    .select(['id', 'escalation_id', 'effect', 'tries', 'in_doubt'])
    .where('holder', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length > 0)
    await tx.updateTable('effects').set({ holder: node, in_doubt: 1 }).where('id', 'in', ids).execute()
  return rows.map((row) => ({
    id: row.id,
    escalationId: row.escalation_id,
    effect: JSON.parse(row.effect),
    tries: row.tries,
    inDoubt: row.in_doubt === 1,
    holder: node,
  }))
}

export async function effectDone(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('effects').where('id', '=', id).execute()
}

/** To be tried again at `dueAt`; surely not done yet. Changes nothing when another node has it in hand meanwhile. */
export async function postponeEffect(
  tx: Tx,
  { id, holder }: Pick<PendingEffect, 'id' | 'holder'>,
  dueAt: number,
): Promise<void> {
  await tx
    .updateTable('effects')
    .set((row) => ({ holder: null, due_at: dueAt, in_doubt: 0, tries: row('tries', '+', 1) }))
    .where('id', '=', id)
    .where('holder', '=', holder)
    .execute()
}

/** Lets go of what is held by a node that is not there any more. */
export async function releaseOrphans(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('effects')
    .set({ holder: null })
    .where('holder', 'is not', null)
    .where('holder', 'not in', db.selectFrom('nodes').select('id'))
    .execute()
}

export async function nextEffect(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('effects')
    .select((e) => e.fn.min('due_at').as('at'))
    .where('holder', 'is', null)
    .executeTakeFirst()
  return row?.at ?? null
}
