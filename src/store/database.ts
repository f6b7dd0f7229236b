import type { Kysely, Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'

export type Tx = Transaction<Tables>

/** What may be done after the database refused. Nothing was written, unless `maybeWritten` says otherwise. */
type Retry =
  /** Another node was quicker: what was refused may succeed now. */
  | 'again'
  /** A statement was refused: of a group, the others may succeed without it. */
  | 'apart'
  /** The database does not answer. Asking more of it now would only be waited for. */
  | 'later'

/** The database did not do what it was asked. Nothing of what it was given is in the message. */
export class DatabaseError extends Error {
  readonly retry: Retry
  /** The connection broke in the middle of a commit: perhaps it was written after all. */
  readonly maybeWritten: boolean

  constructor(message: string, retry: Retry, maybeWritten = false) {
    super(message)
    this.retry = retry
    this.maybeWritten = maybeWritten
  }
}

/**
 * Statements of one transaction that do not need each other's answers, asked in this order. PostgreSQL is sent
 * them all at once. Throws what the first that failed throws, and only when all were answered: none may come
 * after the roll-back.
 */
export async function together(statements: readonly Promise<unknown>[]): Promise<void> {
  for (const answer of await Promise.allSettled(statements))
    if (answer.status === 'rejected') throw answer.reason
}

/** It does not answer. That is told of once for all who ask, by the pulse (engine/pulse.ts). */
export const isAway = (error: unknown): boolean => error instanceof DatabaseError && error.retry === 'later'

/**
 * Memory that survives. `read` sees only what is committed; everything that is written goes through
 * `write`, each transaction alone on its connection, so that nothing can slip into somebody else's.
 */
export type Database = {
  /** Where it is, in words for people. Without a password. */
  place: string
  read: Kysely<Tables>
  /** How many transactions run at a time; the others wait in line. */
  writers: number
  /** Runs `work` in one transaction; what it throws rolls everything back. Throws `DatabaseError` too. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** What several nodes on one database need; null where only this process can have it. */
  shared: Shared | null
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

export type Shared = {
  /** A connection of its own for signs of life, which no other work can hold up. */
  pulse: Kysely<Tables>
  /** Calls `listener` with the id of the newest event whenever a node has committed some. A call may be lost. */
  listen(listener: (lastEventId: number) => void): void
}

/** `write` on these connections: so many transactions at a time, the others wait in line. `idle` resolves when none runs. */
export function inTurns(writer: Kysely<Tables>, atOnce: number) {
  const running = new Set<Promise<unknown>>()
  const waiting: (() => void)[] = []
  let free = atOnce

  async function inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await writer.transaction().execute(work)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
  return {
    write: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const done = inTurn(work)
      running.add(done)
      try {
        return await done
      } finally {
        running.delete(done)
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

/**
 * Brings the schema up to date, or to what it was after the migration `to`. Throws, and has changed
 * nothing, when a migration fails or the database is newer than this program.
 */
export async function migrate(db: Kysely<Tables>, to?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = to === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(to)
  if (error) throw error
}
