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

/** Brings the schema up to date. Throws when a migration fails, or when the database is newer than this program. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
