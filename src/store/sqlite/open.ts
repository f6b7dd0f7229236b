import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { migrate, type Database, type Tx } from '../database.ts'
import type { Tables } from '../schema.ts'

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `another Nightbell is already running on ${folder}; stop it, or choose another folder with NIGHTBELL_DATA`,
    )
  }
}

/**
 * Opens the database in `folder`, making both if need be. One connection writes and one reads, so
 * that nobody sees what is not committed yet. Throws `DataFolderInUse`.
 */
export async function openSqlite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(folder)
  const file = path.join(folder, 'nightbell.db')
  const writer = connect(file)
  await migrate(writer)
  const read = connect(file)
  let last: Promise<unknown> = Promise.resolve()
  return {
    read,
    write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      const done = last.then(() => writer.transaction().execute(work))
      last = done.catch(() => {}) // Whoever asked for it hears of the failure.
      return done
    },
    async close() {
      await last
      await read.destroy()
      await writer.destroy()
      lock.close()
    },
  }
}

/**
 * An open exclusive transaction on a file of its own: the operating system gives it back when the
 * process dies, however it dies, which no file with a process id in it can promise.
 */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(path.join(folder, 'lock'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && error.message.includes('locked')) throw new DataFolderInUse(folder)
    throw error
  }
  return lock
}

/** Nobody else writes here. A stranger's lock must not hold up the whole process: better a refusal that is tried again. */
const BUSY_MS = 250

function connect(file: string): Kysely<Tables> {
  const sqlite = new DatabaseSync(file)
  // `full`: an acknowledged commit survives a power cut. WAL: readers and the writer do not wait for each other.
  sqlite.exec(
    `pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = ${BUSY_MS}; pragma foreign_keys = on`,
  )
  return new Kysely({ dialect: new SqliteDialect({ database: adapt(sqlite) }) })
}

/** Node's SQLite in the shape that Kysely knows. Statements are kept: preparing one costs more than running it. */
function adapt(sqlite: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<typeof adaptStatement>>()
  return {
    close: () => sqlite.close(),
    prepare(text) {
      let statement = statements.get(text)
      if (!statement) {
        if (statements.size >= 500) statements.clear() // Multi-row inserts make a text for each number of rows.
        statement = adaptStatement(sqlite.prepare(text))
        statements.set(text, statement)
      }
      return statement
    },
  }
}

function adaptStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
  }
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`${typeof value} is no column value`)
  })
}
