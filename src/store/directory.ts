import type { Kysely } from 'kysely'
import type { Documents } from '../domain/directory.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** Where things are kept: contacts, groups and policies are alike but for their document. */
export type Shelf = keyof Documents

/** Times are epoch milliseconds; `version` grows with each change. */
export type Entry<S extends Shelf> = {
  id: string
  name: string
  document: Documents[S]
  version: number
  createdAt: number
  updatedAt: number
}

const DAY_MS = 24 * 3600 * 1000
/** How long what was deleted can be brought back. */
const RESTORABLE_MS = 30 * DAY_MS

const columns = ['id', 'name', 'document', 'version', 'created_at', 'updated_at'] as const
type Row = Pick<Tables[Shelf], (typeof columns)[number]>

function entryOf<S extends Shelf>(row: Row): Entry<S> {
  return {
    id: row.id,
    name: row.name,
    document: JSON.parse(row.document),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Those of `ids` that are there, in any order. */
export async function loadEntries<S extends Shelf>(
  db: Kysely<Tables>,
  shelf: S,
  ids: readonly string[],
): Promise<Entry<S>[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom<Shelf>(shelf)
    .select(columns)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => entryOf<S>(row))
}

export async function loadEntry<S extends Shelf>(
  db: Kysely<Tables>,
  shelf: S,
  id: string,
): Promise<Entry<S> | null> {
  return (await loadEntries(db, shelf, [id]))[0] ?? null
}

/** By name. */
export async function listEntries<S extends Shelf>(db: Kysely<Tables>, shelf: S): Promise<Entry<S>[]> {
  const rows = await db
    .selectFrom<Shelf>(shelf)
    .select(columns)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => entryOf<S>(row))
}

/** Makes it, or changes the one with this id. `uses`: the ids of what it needs. */
export async function saveEntry<S extends Shelf>(
  tx: Tx,
  shelf: S,
  entry: Entry<S>,
  uses: readonly string[],
): Promise<void> {
  const row = {
    name: entry.name,
    document: JSON.stringify(entry.document),
    version: entry.version,
    updated_at: entry.updatedAt,
  }
  await tx
    .insertInto<Shelf>(shelf)
    .values({ id: entry.id, created_at: entry.createdAt, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await tx.deleteFrom('uses').where('user_id', '=', entry.id).execute()
  if (uses.length > 0)
    await tx
      .insertInto('uses')
      .values(uses.map((used) => ({ user_id: entry.id, used_id: used })))
      .execute()
}

/** False when there was none. It can be restored for 30 days. The caller makes sure that nothing uses it. */
export async function deleteEntry(tx: Tx, shelf: Shelf, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable<Shelf>(shelf)
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What can still be restored at `now`, and until when; what was deleted last comes first. */
export async function listDeleted(
  db: Kysely<Tables>,
  shelf: Shelf,
  now: number,
): Promise<{ id: string; name: string; deletedAt: number; restorableUntil: number }[]> {
  const rows = await db
    .selectFrom<Shelf>(shelf)
    .select(['id', 'name', 'deleted_at'])
    .where('deleted_at', '>', now - RESTORABLE_MS)
    .orderBy('deleted_at', 'desc')
    .orderBy('name')
    .execute()
  return rows.map(({ id, name, deleted_at: at }) => {
    const deletedAt = at ?? 0
    return { id, name, deletedAt, restorableUntil: deletedAt + RESTORABLE_MS }
  })
}

/** Null when there is nothing to restore. */
export async function restoreEntry<S extends Shelf>(
  tx: Tx,
  shelf: S,
  id: string,
  now: number,
): Promise<Entry<S> | null> {
  const { numUpdatedRows } = await tx
    .updateTable<Shelf>(shelf)
    .set({ deleted_at: null })
    .where('id', '=', id)
    .where('deleted_at', '>', now - RESTORABLE_MS)
    .executeTakeFirst()
  return numUpdatedRows > 0n ? loadEntry(tx, shelf, id) : null
}

/**
 * Everybody who changes the directory waits here for the one before, whatever node they are on: what
 * was just looked at (nobody uses it, no number is shared) is still so when the change is committed.
 */
export async function lockDirectory(tx: Tx): Promise<void> {
  await tx
    .updateTable('counters')
    .set((row) => ({ value: row('value', '+', 1) }))
    .where('name', '=', 'directory')
    .execute()
}

/** Forgets for good what was deleted too long ago to come back: a deleted person's number must not stay for ever. */
export async function purgeDeleted(tx: Tx, now: number): Promise<void> {
  for (const shelf of ['policies', 'groups', 'contacts'] as const) {
    const gone = tx
      .selectFrom<Shelf>(shelf)
      .select('id')
      .where('deleted_at', '<=', now - RESTORABLE_MS)
    await tx.deleteFrom('uses').where('user_id', 'in', gone).execute()
    await tx
      .deleteFrom<Shelf>(shelf)
      .where('deleted_at', '<=', now - RESTORABLE_MS)
      .execute()
  }
}

export type User = { shelf: 'groups' | 'policies'; id: string; name: string }

/** The groups and policies that need this. */
export async function usersOf(db: Kysely<Tables>, id: string): Promise<User[]> {
  const users: User[] = []
  for (const shelf of ['groups', 'policies'] as const) {
    const rows = await db
      .selectFrom<Shelf>(shelf)
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .where('id', 'in', db.selectFrom('uses').select('user_id').where('used_id', '=', id))
      .orderBy('name')
      .execute()
    users.push(...rows.map((row) => ({ shelf, ...row })))
  }
  return users
}
