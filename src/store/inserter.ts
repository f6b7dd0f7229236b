import { CompiledQuery, sql } from 'kysely'
import type { Tx } from './database.ts'
import type { Chunk, Table } from './snapshot.ts'

/** SQLite takes 32,766 values in one statement, and no table of ours has 30 columns. */
const ROWS_AT_ONCE = 1_000

/** Inserts a thousand rows by one statement, whose text is made once: to make it costs more than to run it. */
export class Inserter {
  readonly #tx: Tx
  readonly #texts = new Map<string, string>()

  constructor(tx: Tx) {
    this.#tx = tx
  }

  async insert({ table, rows }: Chunk): Promise<void> {
    const columns = Object.keys(rows[0] ?? {})
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const some = rows.slice(from, from + ROWS_AT_ONCE)
      const values = some.flatMap((row) => columns.map((column) => row[column]))
      await this.#tx.executeQuery(CompiledQuery.raw(this.#textFor(table, columns, some.length), values))
    }
  }

  #textFor(table: Table, columns: readonly string[], rows: number): string {
    const key = `${table} ${rows}`
    const known = this.#texts.get(key)
    if (known !== undefined) return known
    const values = sql.join(Array.from({ length: rows }, () => sql`(${sql.join(columns.map(() => null))})`))
    const names = sql.join(columns.map((column) => sql.ref(column)))
    const { sql: text } = sql`insert into ${sql.table(table)} (${names}) values ${values}`.compile(this.#tx)
    this.#texts.set(key, text)
    return text
  }
}
