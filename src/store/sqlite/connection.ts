import { chmodSync, closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  type SelectModifierNode,
  type SqliteDatabase,
} from 'kysely'
import { DatabaseError } from '../database.ts'
import type { Tables } from '../schema.ts'

/** Nobody else writes here. A stranger's lock must not hold up the whole process: better a refusal that is tried again. */
const BUSY_MS = 250

/** There is a file, and it cannot be opened as a database. */
class NoDatabase extends Error {
  constructor(file: string, { message }: Error) {
    super(
      `NIGHTBELL_DATA: ${file} must be a database of Nightbell, or not be there (${message}): move it away and restore a backup, or choose another folder, such as /var/lib/nightbell`,
    )
  }
}

/** Makes the file, if need be. Throws `NoDatabase`. */
export function connect(file: string): Kysely<Tables> {
  try {
    return kyselyOn(openToWrite(file))
  } catch (error) {
    throw error instanceof Error ? new NoDatabase(file, error) : error
  }
}

function openToWrite(file: string): DatabaseSync {
  // It holds names, numbers and messages. Its write-ahead log gets the same permissions.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const sqlite = new DatabaseSync(file)
  // `full`: an acknowledged commit survives a power cut. WAL: readers and the writer do not wait for each other.
  sqlite.exec(
    `pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = ${BUSY_MS}; pragma foreign_keys = on`,
  )
  return sqlite
}

/** Nothing can be written through it. Throws when there is no such file. */
export const connectToRead = (file: string): Kysely<Tables> =>
  kyselyOn(new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS }))

const kyselyOn = (sqlite: DatabaseSync): Kysely<Tables> =>
  new Kysely({ dialect: new Dialect({ database: adapt(sqlite) }) })

class Dialect extends SqliteDialect {
  override createAdapter() {
    return new Adapter()
  }

  override createQueryCompiler() {
    return new Compiler()
  }
}

/** SQLite takes back a table as it takes back a row: an upgrade that is killed has changed nothing. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
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
  const lists = parameters.find((value) => Array.isArray(value))
  if (!lists) return [parameters]
  return lists.map((_, i) => parameters.map((list) => (Array.isArray(list) ? list[i] : list)))
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`${typeof value} is no column value`)
  })
}
