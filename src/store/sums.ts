import { hash } from 'node:crypto'
import type { Chunk, Row, Table } from './snapshot.ts'

type Sum = { rows: number; sum: bigint }
const BITS = 128

/**
 * What a table holds, in one number: the sum of the hashes of its rows, which no order of them
 * changes, for each database has its own. A row that is missing, doubled or different changes it.
 */
export class Sums {
  readonly #sums = new Map<Table, Sum>()

  add({ table, rows }: Chunk): void {
    let { sum } = this.of(table)
    const columns = Object.keys(rows[0] ?? {}).toSorted()
    for (const row of rows) sum += hashOf(columns.map((column) => comparable(row[column])))
    this.#sums.set(table, { rows: this.of(table).rows + rows.length, sum: BigInt.asUintN(BITS, sum) })
  }

  of(table: Table): Sum {
    return this.#sums.get(table) ?? { rows: 0, sum: 0n }
  }
}

const hashOf = (values: readonly unknown[]): bigint =>
  BigInt(`0x${hash('sha256', JSON.stringify(values)).slice(0, BITS / 4)}`)

/** PostgreSQL's text cannot hold U+0000 (postgres/connection.ts). */
const comparable = (value: Row[string] | undefined) =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value
