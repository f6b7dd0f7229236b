import { CompiledQuery, PostgresAdapter, type Insertable, type Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * What every group of commands reads and writes. The query builder makes a text for each number of
 * rows, each time anew, and the database parses each (docs/performance.md has what that costs). A text
 * of these is the same for one row and for five hundred: made once, and prepared once by each
 * connection. A value is a list with an entry for each row: PostgreSQL takes the lists, SQLite runs
 * once for each row.
 */
type Text = { sqlite: string; postgres: string }
export type Value = string | number | null
/** What a list holds. */
export type ElementType = 'text' | 'integer' | 'bigint' | 'double precision'

/** `lists`: by the number of a parameter, from 0, what it is a list of; where the text does not say it, of text. */
export type Prepared = { name: string; lists: ReadonlyMap<number, ElementType> }

const prepared = new Map<string, Prepared>()

/** How a PostgreSQL connection keeps this text prepared; undefined for what the query builder made. */
export const preparedOf = (text: string): Prepared | undefined => prepared.get(text)

/** A statement of one's own, in both databases' words. Returns the rows that it returns. */
export function statement<Returned = never>({ sqlite, postgres }: Text) {
  prepared.set(postgres, { name: `nightbell_${prepared.size}`, lists: listsIn(postgres) })
  return async (
    db: Kysely<Tables>,
    ...values: readonly (Value | readonly Value[])[]
  ): Promise<Returned[]> => {
    const text = db.getExecutor().adapter instanceof PostgresAdapter ? postgres : sqlite
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as with every row: the text says what it returns
    return rows as Returned[]
  }
}

const LIST = /\$(?<number>\d+)::(?<type>text|integer|bigint|double precision)\[\]/g

function listsIn(text: string): Map<number, ElementType> {
  const found = [...text.matchAll(LIST)].map(({ groups }) => groups)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the expression finds no others
  return new Map(found.map((group) => [Number(group?.['number']) - 1, group?.['type'] as ElementType]))
}

type Column<T extends keyof Tables> = keyof Insertable<Tables[T]> & keyof Tables[T] & string

/** The columns that are written, and what they hold. */
export type Types<T extends keyof Tables> = Record<Column<T>, ElementType>

/**
 * Inserts any number of rows. `otherwise`: of a row whose `key` is there already, `replace` these
 * columns; it stays as it is if there are none.
 */
export function insertion<T extends keyof Tables>(
  table: T,
  types: Types<T>,
  otherwise?: { key: Column<T>[]; replace: Column<T>[] },
) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a type that has no others
  const columns = Object.keys(types) as Column<T>[]
  const into = `insert into ${table} (${columns.join(', ')})`
  const replaced = otherwise?.replace.map((column) => `${column} = excluded.${column}`).join(', ')
  const conflict = otherwise
    ? ` on conflict (${otherwise.key.join(', ')}) do ${replaced ? `update set ${replaced}` : 'nothing'}`
    : ''
  const lists = columns.map((column, i) => `$${i + 1}::${types[column]}[]`)
  const run = statement({
    sqlite: `${into} values (${columns.map(() => '?').join(', ')})${conflict}`,
    postgres: `${into} select * from unnest(${lists.join(', ')})${conflict}`,
  })
  return async (
    tx: Kysely<Tables>,
    rows: readonly Pick<Insertable<Tables[T]>, Column<T>>[],
  ): Promise<void> => {
    if (rows.length === 0) return
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every column of ours holds text or a number
    await run(tx, ...columns.map((column) => rows.map((row) => row[column] as Value)))
  }
}
