import type { Kysely, Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'

export type Tx = Transaction<Tables>

/**
 * Memory that survives. `read` sees only what is committed; everything that is written goes through
 * `write`, one transaction after another, so that nothing can slip into somebody else's.
 */
export type Database = {
  read: Kysely<Tables>
  /** Runs `work` in one transaction; what it throws rolls everything back. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Changes nothing, but fails where a write would. */
export async function tryWrite(tx: Tx): Promise<void> {
  await tx
    .updateTable('counters')
    .set((row) => ({ value: row.ref('value') }))
    .where('name', '=', 'events')
    .execute()
}

/** Whether the database itself failed, and not what was asked of it. */
export const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'

/** Brings the schema up to date. Throws when a migration fails, or when the database is newer than this program. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
