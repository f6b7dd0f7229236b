import { sql, type Kysely } from 'kysely'
import { migrate, type Tx } from './database.ts'
import { Inserter } from './inserter.ts'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'
import { Sums } from './sums.ts'

export type Table = keyof Tables
export type Row = Record<string, string | number | null>
/** Some rows of one table. */
export type Chunk = { table: Table; rows: Row[] }

/** Everything that is kept, as it was at one moment. */
export type Snapshot = {
  /** Epoch milliseconds. */
  takenAt: number
  /** The newest migration of the database that it was taken from. */
  schema: string
  /** How many rows each of its tables has, in an order in which they can be written. */
  counts: ReadonlyMap<Table, number>
  chunks(): AsyncIterable<Chunk>
}

/** One transaction in which everything is read, or everything is written. */
export type Whole = {
  /** Where it is, in words for people. */
  place: string
  tx: Tx
  /** The names of the tables that are there, ours and others. */
  names: () => Promise<Set<string>>
  /** All rows of a table, some at a time. */
  rows: (table: Table) => AsyncIterable<Row[]>
}

/** Told again and again: so many rows of the table are written. */
export type Progress = (table: Table, written: number, of: number) => void

/** What cannot be read from, or written to, as a whole. The message says why, and what to do. */
export class Unfit extends Error {}

/** Every table, one that others refer to before these; false: of no use to another process. */
const KEPT: Record<Table, boolean> = {
  policies: true,
  integrations: true,
  groups: true,
  contacts: true,
  uses: true,
  incidents: true,
  alerts: true,
  escalations: true,
  history: true,
  attempts: true,
  events: true,
  effects: true,
  calls: true,
  callbacks: true,
  follow_ups: true,
  idempotency_keys: true,
  tokens: true,
  sign_in_codes: true,
  sessions: true,
  counters: true,
  nodes: false,
}
export const isTable = (name: string): name is Table => Object.hasOwn(KEPT, name)
const TABLES = Object.keys(KEPT).filter(isTable)
const ofMigrations = ['kysely_migration', 'kysely_migration_lock']

/** `now`: epoch ms. Throws `Unfit` when there is nothing of ours, or something newer than this program. */
export async function takeSnapshot(whole: Whole, now: number): Promise<Snapshot> {
  const { tx, rows } = whole
  const schema = await schemaOf(whole)
  if (schema === null) throw new Unfit(`there are no data of Nightbell in ${whole.place}`)
  const names = await whole.names()
  const counts = new Map<Table, number>()
  for (const table of TABLES)
    if (KEPT[table] && names.has(table)) counts.set(table, await countRows(tx, table))
  return {
    takenAt: now,
    schema,
    counts,
    async *chunks() {
      for (const table of counts.keys()) for await (const some of rows(table)) yield { table, rows: some }
    },
  }
}

/**
 * Writes it all in the schema that it was taken from, reads it back and compares, and brings it up to
 * date. Throws `Unfit` when there are data already.
 */
export async function writeSnapshot(whole: Whole, snapshot: Snapshot, progress: Progress): Promise<void> {
  const { tx, place } = whole
  if (!Object.hasOwn(migrations, snapshot.schema))
    throw new Unfit(`it was made by a newer Nightbell (${snapshot.schema}); update this one`)
  const own = await ownRows(whole)
  if (own.length > 0)
    throw new Unfit(`${place} has data of its own (${own.join(', ')}); choose an empty database`)
  // Empty tables of another version may be in the way.
  const names = await whole.names()
  for (const name of [...TABLES.toReversed(), ...ofMigrations])
    if (names.has(name)) await tx.schema.dropTable(name).execute()
  await migrate(tx, snapshot.schema)
  await tx.deleteFrom('counters').execute() // What migrations put there is in the snapshot as it is now.
  const inserter = new Inserter(tx)
  const written = new Sums()
  for await (const chunk of snapshot.chunks()) {
    await inserter.insert(chunk)
    written.add(chunk)
    progress(chunk.table, written.of(chunk.table).rows, snapshot.counts.get(chunk.table) ?? 0)
  }
  const different = await firstDifference(whole, snapshot, written)
  if (different !== null)
    throw new Error(`${different} in ${place} is not what was written; nothing was kept`)
  await migrate(tx)
}

/** Whether all that is in `snapshot`, and nothing else, is there already. */
export async function isThere(whole: Whole, snapshot: Snapshot): Promise<boolean> {
  if ((await ownRows(whole)).length === 0 || (await schemaOf(whole)) !== snapshot.schema) return false
  for (const [table, count] of snapshot.counts) if ((await countRows(whole.tx, table)) !== count) return false
  const expected = new Sums()
  for await (const chunk of snapshot.chunks()) expected.add(chunk)
  return (await firstDifference(whole, snapshot, expected)) === null
}

/** The first table whose rows are not those that were summed up. */
async function firstDifference(whole: Whole, { counts }: Snapshot, expected: Sums): Promise<Table | null> {
  const found = new Sums()
  for (const [table, count] of counts) {
    for await (const rows of whole.rows(table)) found.add({ table, rows })
    const [a, b] = [expected.of(table), found.of(table)]
    if (a.rows !== count || b.rows !== count || a.sum !== b.sum) return table
  }
  return null
}

/** The newest migration; null when there is nothing of ours. */
async function schemaOf({ tx, place, names }: Whole): Promise<string | null> {
  if (!(await names()).has('kysely_migration')) return null
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(tx)
  const unknown = rows.find(({ name }) => !Object.hasOwn(migrations, name))
  if (unknown) throw new Unfit(`${place} was made by a newer Nightbell (${unknown.name}); update this one`)
  return rows.at(-1)?.name ?? null
}

/** Tables that have rows, with how many; those that every new database has do not count. */
async function ownRows({ tx, names }: Whole): Promise<string[]> {
  const there = await names()
  const own: string[] = []
  for (const table of TABLES) {
    if (table === 'counters' || !there.has(table)) continue
    const rows = await countRows(tx, table)
    if (rows > 0) own.push(`${table}: ${rows}`)
  }
  return own
}

async function countRows(tx: Kysely<Tables>, table: Table): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx)
  return rows[0]?.n ?? 0
}
