import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  Kysely,
  SqliteDialect,
  SqliteQueryCompiler,
  type SelectModifierNode,
  type SqliteDatabase,
} from 'kysely'
import { DatabaseError, migrate, oneAfterAnother, type Database } from '../database.ts'
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
  const line = oneAfterAnother(writer)
  return {
    place: file,
    read,
    write: line.write,
    shared: null,
    async close() {
      await line.idle()
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
  return new Kysely({ dialect: new Dialect({ database: adapt(sqlite) }) })
}

class Dialect extends SqliteDialect {
  override createQueryCompiler() {
    return new Compiler()
  }
}

/** One process has the data, and writes one transaction after another: there are no rows to lock, and no such words. */
class Compiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate' && node.modifier !== 'SkipLocked') super.visitSelectModifier(node)
  }
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
        statement = adaptStatement(asked(() => sqlite.prepare(text)))
        statements.set(text, statement)
      }
      return statement
    },
  }
}

function adaptStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) =>
      asked(() => rowsOf(parameters).flatMap((row) => statement.all(...values(row)))),
    run: (parameters: readonly unknown[]) =>
      asked(() => {
        let [changes, lastInsertRowid] = [0, 0]
        for (const row of rowsOf(parameters)) {
          const done = statement.run(...values(row))
          changes += Number(done.changes)
          lastInsertRowid = Number(done.lastInsertRowid)
        }
        return { changes, lastInsertRowid }
      }),
    iterate: (parameters: readonly unknown[]) => asked(() => statement.iterate(...values(parameters))),
  }
}

/** What SQLite refuses: https://nodejs.org/docs/latest-v24.x/api/errors.html#err_sqlite_error */
function asked<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR')
      throw new DatabaseError(error.message, 'apart')
    throw error
  }
}

/** The values of each row, where they are given as lists (statement.ts); otherwise there is one row. */
function rowsOf(parameters: readonly unknown[]): readonly (readonly unknown[])[] {
  const [first] = parameters
  if (!Array.isArray(first)) return [parameters]
  return first.map((_, i) => parameters.map((list) => (Array.isArray(list) ? list[i] : list)))
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`${typeof value} is no column value`)
  })
}
