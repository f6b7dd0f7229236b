import { existsSync } from 'node:fs'
import { sql, type Kysely } from 'kysely'
import type { Tx } from '../database.ts'
import type { Tables } from '../schema.ts'
import { Unfit, type Row, type Table, type Whole } from '../snapshot.ts'
import { connect, connectToRead } from './connection.ts'
import { fileIn } from './open.ts'
import { lockFolder } from '../data-folder.ts'

/** Reads what is committed at this moment, also while a server writes. Throws `Unfit` when there is nothing. */
export async function readSqlite<T>(folder: string, work: (whole: Whole) => Promise<T>): Promise<T> {
  const file = fileIn(folder)
  if (!existsSync(file)) throw new Unfit(`there is no database in ${folder}; say where with NIGHTBELL_DATA`)
  return inOne(connectToRead(file), file, work)
}

/** All or nothing. Throws `DataFolderInUse`, `DataFolderUnusable`. */
export async function writeSqlite<T>(folder: string, work: (whole: Whole) => Promise<T>): Promise<T> {
  return holdFolder(folder, () => inOne(connect(fileIn(folder)), fileIn(folder), work))
}

/** No server runs on it meanwhile. Throws `DataFolderInUse`. */
export async function holdFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = lockFolder(folder)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

async function inOne<T>(db: Kysely<Tables>, file: string, work: (whole: Whole) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute((tx) =>
      work({
        place: file,
        tx,
        names: async () => {
          const { rows } = await sql<{ name: string }>`select name from sqlite_schema`.execute(tx)
          return new Set(rows.map(({ name }) => name))
        },
        rows: (table) => rowsOf(tx, table),
      }),
    )
  } finally {
    await db.destroy()
  }
}

const AT_ONCE = 1_000

async function* rowsOf(tx: Tx, table: Table): AsyncGenerator<Row[]> {
  let rows: Row[] = []
  for await (const row of tx.selectFrom<Table>(table).selectAll().stream()) {
    if (rows.push(row) < AT_ONCE) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}
