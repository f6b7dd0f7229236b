import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** A process that works on this database, and how many signs of life it has given. */
export type NodeRecord = { id: string; beats: number }

export async function insertNode(db: Kysely<Tables>, id: string): Promise<void> {
  await db.insertInto('nodes').values({ id, beats: 0 }).execute()
}

/** A sign of life. False when the others have taken it for dead, and its work with it. */
export async function beat(db: Kysely<Tables>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('nodes')
    .set((row) => ({ beats: row('beats', '+', 1) }))
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function listNodes(db: Kysely<Tables>): Promise<NodeRecord[]> {
  return db.selectFrom('nodes').select(['id', 'beats']).execute()
}

/** From now on it is dead, unless it has given a sign of life since. True when it died now. */
export async function deleteSilentNode(db: Kysely<Tables>, { id, beats }: NodeRecord): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('nodes')
    .where('id', '=', id)
    .where('beats', '=', beats)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function deleteNode(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('nodes').where('id', '=', id).execute()
}

/** Only for who knows that nobody else is there. */
export async function deleteAllNodes(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('nodes').execute()
}
