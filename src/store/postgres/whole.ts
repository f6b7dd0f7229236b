import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import type { Row, Table, Whole } from '../snapshot.ts'
import { unhurried } from './open.ts'

/** Reads what is committed at this moment, also while nodes write. Throws `BadDatabase`. */
export const readPostgres = <T>(url: string, work: (whole: Whole) => Promise<T>): Promise<T> =>
  unhurried(url, (db, place) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => work(wholeOf(tx, place))),
  )

/** All or nothing. Throws `BadDatabase`. */
export const writePostgres = <T>(url: string, work: (whole: Whole) => Promise<T>): Promise<T> =>
  unhurried(url, (db, place) => db.transaction().execute((tx) => work(wholeOf(tx, place))))

const wholeOf = (tx: Tx, place: string): Whole => ({
  place,
  tx,
  names: async () => {
    const tables = sql<{
      name: string
    }>`select tablename as name from pg_tables where schemaname = current_schema()`
    const { rows } = await tables.execute(tx)
    return new Set(rows.map(({ name }) => name))
  },
  rows: (table) => rowsOf(tx, table),
})

const AT_ONCE = 1_000

async function* rowsOf(tx: Tx, table: Table): AsyncGenerator<Row[]> {
  await sql`declare everything no scroll cursor for select * from ${sql.table(table)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(AT_ONCE)} from everything`.execute(tx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close everything`.execute(tx)
}
