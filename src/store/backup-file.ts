import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { isTable, Unfit, type Chunk, type Row, type Snapshot, type Table } from './snapshot.ts'

const tableName = z.custom<Table>((name) => typeof name === 'string' && isTable(name))

/**
 * A backup is gzip of lines of JSON: what it is and how many rows each table has; for each table its
 * columns, then a line for each row; at the end the SHA-256 of all lines before. Either database can
 * be restored from it, and `zcat` shows it.
 */
const Header = z.object({
  nightbell_backup: z.literal(1),
  taken_at: z.iso.datetime(),
  schema: z.string(),
  rows: z.array(z.tuple([tableName, z.number()])),
})
const Columns = z.object({ table: tableName, columns: z.array(z.string()) })
const Trailer = z.object({ sha256: z.string() })

/** The file is no backup, or not all of it. Nothing of what is in it is in the message. */
class BadBackup extends Unfit {
  constructor(file: string, problem: string) {
    super(`${file} ${problem}; nothing was restored from it`)
  }
}

/** Whole or not at all, readable by its owner alone. Throws `Unfit` when there is a file of this name. */
export async function writeBackup(file: string, snapshot: Snapshot): Promise<void> {
  refuseToOverwrite(file)
  const partial = `${file}.${randomUUID().slice(0, 8)}.partial`
  const to = await open(partial, 'wx', 0o600)
  try {
    await pipeline(Readable.from(textOf(snapshot)), createGzip(), to.createWriteStream({ flush: true }))
    refuseToOverwrite(file)
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  await syncFolder(path.dirname(file))
}

function refuseToOverwrite(file: string): void {
  if (existsSync(file))
    throw new Unfit(`${file} is there already, and is not overwritten; choose another name`)
}

/** That it has this name is on disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* textOf(snapshot: Snapshot): AsyncGenerator<string> {
  const sha = createHash('sha256')
  const hashed = (lines: readonly unknown[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    sha.update(text)
    return text
  }
  const { takenAt, schema, counts } = snapshot
  const header: z.infer<typeof Header> = {
    nightbell_backup: 1,
    taken_at: new Date(takenAt).toISOString(),
    schema,
    rows: [...counts],
  }
  yield hashed([header])
  let current: Table | null = null
  for await (const { table, rows } of snapshot.chunks()) {
    const columns = Object.keys(rows[0] ?? {})
    const lines = rows.map((row) => columns.map((column) => row[column]))
    yield hashed(table === current ? lines : [{ table, columns }, ...lines])
    current = table
  }
  yield `${JSON.stringify({ sha256: sha.digest('hex') })}\n`
}

/** Reads all of it, so that one that is damaged or cut off is found before anything is done. Throws `Unfit`. */
export async function openBackup(file: string): Promise<Snapshot> {
  if (!existsSync(file)) throw new Unfit(`there is no file ${file}`)
  const sha = createHash('sha256')
  let header: z.infer<typeof Header> | null = null
  let last: string | null = null
  for await (const line of linesOf(file)) {
    header ??= headerOf(file, line)
    if (last !== null) sha.update(`${last}\n`)
    last = line
  }
  const trailer = Trailer.safeParse(parsed(last ?? ''))
  if (!header || trailer.data?.sha256 !== sha.digest('hex'))
    throw new BadBackup(file, 'is damaged or was cut off')
  return {
    takenAt: Date.parse(header.taken_at),
    schema: header.schema,
    counts: new Map(header.rows),
    chunks: () => chunksOf(file),
  }
}

function headerOf(file: string, line: string): z.infer<typeof Header> {
  const header = Header.safeParse(parsed(line))
  if (!header.success) throw new BadBackup(file, 'is no backup that this Nightbell knows')
  return header.data
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

const AT_ONCE = 1_000

async function* chunksOf(file: string): AsyncGenerator<Chunk> {
  let current: z.infer<typeof Columns> | null = null
  let rows: Row[] = []
  for await (const line of linesOf(file)) {
    const json = parsed(line)
    if (Array.isArray(json)) rows.push(rowOf(current?.columns ?? [], json))
    const full = rows.length === AT_ONCE || !Array.isArray(json)
    if (full && current && rows.length > 0) {
      yield { table: current.table, rows }
      rows = []
    }
    current = Columns.safeParse(json).data ?? current
  }
}

function rowOf(columns: readonly string[], values: readonly Row[string][]): Row {
  return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null]))
}

/** Not `readline`, which also ends a line where a message has U+2028. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createGunzip()
  const read = pipeline(createReadStream(file), unzipped)
  read.catch(() => {}) // Heard of below.
  let rest = ''
  try {
    for await (const part of unzipped.setEncoding('utf8')) {
      const lines = (rest + part).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    await read
  } catch {
    throw new BadBackup(file, 'is damaged, was cut off, or cannot be read')
  }
  if (rest !== '') throw new BadBackup(file, 'is damaged or was cut off')
}
