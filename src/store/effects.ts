import type { Effect } from '../domain/effects.ts'
import { sql, type Expression, type Kysely } from 'kysely'
import type { AttemptId } from '../domain/attempt.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { insertion, statement } from './statement.ts'

/** Something to be done in the world, and how far we got with it. */
export type PendingEffect = {
  id: string
  escalationId: string
  effect: Effect
  tries: number
  /** Whether it may have been done already by a process that died before it could say so. */
  inDoubt: boolean
  /** When it was begun for the first time, epoch ms. */
  begunAt: number
  /** The node that has it in hand. */
  holder: string
}

/** `begin`: the node that writes it starts it at once; otherwise it waits for its `turn`. */
export type NewEffect = { escalationId: string; effect: Effect; turn: number; begin: boolean }

const insert = insertion('effects', {
  id: 'text',
  escalation_id: 'text',
  kind: 'text',
  effect: 'text',
  due_at: 'bigint',
  turn: 'bigint',
  tries: 'integer',
  holder: 'text',
  begun_at: 'bigint',
  in_doubt: 'integer',
})

/** Written with the events that cause them. Returns those that begin at once. */
export async function insertEffects(
  tx: Tx,
  effects: readonly NewEffect[],
  node: string,
  now: number,
): Promise<PendingEffect[]> {
  await insert(
    tx,
    effects.map(({ escalationId, effect, turn, begin }) => ({
      id: idOf(effect),
      escalation_id: escalationId,
      kind: effect.kind,
      effect: JSON.stringify(effect),
      due_at: now,
      turn,
      tries: 0,
      holder: begin ? node : null,
      begun_at: begin ? now : null,
      // Whoever finds the row of one that begins, after a crash, cannot know whether it was begun.
      in_doubt: begin ? 1 : 0,
    })),
  )
  return effects
    .filter(({ begin }) => begin)
    .map(({ escalationId, effect }) => ({
      id: idOf(effect),
      escalationId,
      effect,
      tries: 0,
      inDoubt: false,
      begunAt: now,
      holder: node,
    }))
}

/** A guess at which call is an attempt's may be corrected: then each of its calls may have to be hung up. */
const idOf = (effect: Effect): string =>
  effect.kind === 'hang-up'
    ? `${effect.attempt}/hang-up/${effect.callId}`
    : `${effect.attempt}/${effect.kind}`

/**
 * Takes what is due and held by nobody; of the calls that were never asked for only the first
 * `calls` in turn. From here on a crash leaves it in doubt.
 */
export async function claimEffects(
  tx: Tx,
  node: string,
  now: number,
  most: { calls: number; others: number },
): Promise<PendingEffect[]> {
  const due = tx
    .selectFrom('effects')
    .select(['id', 'escalation_id', 'effect', 'tries', 'in_doubt', 'begun_at'])
    .where('holder', 'is', null)
    .where('due_at', '<=', now)
  const others = await due
    .where((e) => e.or([e('kind', '<>', 'place-call'), e('in_doubt', '=', 1)]))
    .orderBy('due_at')
    .limit(most.others)
    .forUpdate()
    .skipLocked()
    .execute()
  const calls =
    most.calls === 0
      ? []
      : await due
          .where('kind', '=', 'place-call')
          .where('in_doubt', '=', 0)
          .orderBy('turn')
          .limit(most.calls)
          .forUpdate()
          .skipLocked()
          .execute()
  const rows = [...others, ...calls]
  if (rows.length > 0)
    await take(
      tx,
      node,
      now,
      rows.map((row) => row.id),
    )
  return rows.map((row) => ({
    id: row.id,
    escalationId: row.escalation_id,
    effect: JSON.parse(row.effect),
    tries: row.tries,
    inDoubt: row.in_doubt === 1,
    begunAt: row.begun_at ?? now,
    holder: node,
  }))
}

const take = statement({
  sqlite: 'update effects set holder = ?, in_doubt = 1, begun_at = coalesce(begun_at, ?) where id = ?',
  postgres: `update effects set holder = $1, in_doubt = 1, begun_at = coalesce(begun_at, $2::bigint)
    where id = any($3)`,
})

const remove = statement({
  sqlite: 'delete from effects where id = ?',
  postgres: 'delete from effects where id = any($1)',
})

export async function effectsDone(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await remove(tx, ids)
}

/** A call that waits for its turn is not needed any more. False when it was begun, or never was. */
export async function withdrawCall(tx: Tx, attempt: AttemptId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('effects')
    .where('id', '=', idOf({ kind: 'place-call', attempt }))
    .where('holder', 'is', null)
    .where('in_doubt', '=', 0)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Details that were to be sent, and are not sent any more. */
export async function dropTexts(tx: Tx): Promise<void> {
  await tx.deleteFrom('effects').where('kind', '=', 'send-details').execute()
}

/** Whether the call of an attempt waits for its turn: it was not asked for, or surely refused. */
export const waitsForTurn = (attempt: Expression<string>) =>
  sql<boolean>`exists (select 1 from effects where id = ${attempt} || '/place-call' and holder is null and in_doubt = 0)`

/** To be tried again at `dueAt`; surely not done yet. Changes nothing when another node has it in hand meanwhile. */
export async function postponeEffect(
  tx: Tx,
  { id, holder }: Pick<PendingEffect, 'id' | 'holder'>,
  dueAt: number,
): Promise<void> {
  await tx
    .updateTable('effects')
    .set((row) => ({ holder: null, due_at: dueAt, in_doubt: 0, begun_at: null, tries: row('tries', '+', 1) }))
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

/** Calls that could be asked for and wait for their turn, and since when the first of them can. */
export async function countWaiting(
  db: Kysely<Tables>,
  now: number,
): Promise<{ count: number; earliest: number | null }> {
  const row = await db
    .selectFrom('effects')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('due_at').as('earliest')])
    .where('kind', '=', 'place-call')
    .where('holder', 'is', null)
    .where('due_at', '<=', now)
    .executeTakeFirstOrThrow()
  return { count: row.count, earliest: row.earliest }
}

/** When the next one is due that does not have to wait for its turn. */
export async function nextEffect(db: Kysely<Tables>, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('effects')
    .select((e) => e.fn.min('due_at').as('at'))
    .where('holder', 'is', null)
    .where((e) => e.or([e('kind', '<>', 'place-call'), e('in_doubt', '=', 1), e('due_at', '>', now)]))
    .executeTakeFirst()
  return row?.at ?? null
}
