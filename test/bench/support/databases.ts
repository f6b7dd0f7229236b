import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { startPostgres } from '../../support/postgres/setup.ts'

/** A database that syncs every commit to disk, as it does for those who use it. */
export type Kind = {
  name: 'SQLite' | 'PostgreSQL'
  version: string
  /** The settings of an empty database. */
  empty(): Promise<{ NIGHTBELL_DATA: string; DATABASE_URL: string }>
  /** One client that commits one row after another, as quickly and as durably as this database can. */
  rawWriter(): Promise<RawWriter>
}
export type RawWriter = { commit(): Promise<void>; close(): Promise<void> }

export type Databases = { sqlite: Kind; postgres: Kind; both: readonly Kind[]; end(): Promise<void> }

export async function openDatabases(folder: string): Promise<Databases> {
  const server = await startPostgres({ syncs: true })
  const [sqlite, postgres] = [sqliteIn(folder), await postgresAt(server.url, folder)]
  return { sqlite, postgres, both: [sqlite, postgres], end: () => server.end() }
}

const CREATE = 'create table raw (n integer, text text)'
const TEXT = 'x'.repeat(200)

function sqliteIn(folder: string): Kind {
  return {
    name: 'SQLite',
    version: new DatabaseSync(':memory:').prepare('select sqlite_version() as version').get()?.[
      'version'
    ] as string,
    empty: async () => ({ NIGHTBELL_DATA: mkdtempSync(path.join(folder, 'data-')), DATABASE_URL: '' }),
    rawWriter: async () => writerIn(mkdtempSync(path.join(folder, 'raw-'))),
  }
}

async function postgresAt(url: string, folder: string): Promise<Kind> {
  const made = async () => {
    const name = `bench_${randomUUID().replaceAll('-', '')}`
    await query(`${url}/postgres`, `create database ${name}`)
    return `${url}/${name}`
  }
  return {
    name: 'PostgreSQL',
    version: await query(`${url}/postgres`, 'show server_version'),
    empty: async () => ({
      NIGHTBELL_DATA: mkdtempSync(path.join(folder, 'data-')),
      DATABASE_URL: await made(),
    }),
    rawWriter: async () => writerAt(await made()),
  }
}

/** The raw writer of an empty database that `Kind.empty` has made. */
export const rawWriterOf = (settings: { NIGHTBELL_DATA: string; DATABASE_URL: string }): Promise<RawWriter> =>
  settings.DATABASE_URL === '' ? writerIn(settings.NIGHTBELL_DATA) : writerAt(settings.DATABASE_URL)

async function writerIn(folder: string): Promise<RawWriter> {
  const db = new DatabaseSync(path.join(folder, 'raw.db'))
  db.exec(`pragma journal_mode = wal; pragma synchronous = full; ${CREATE}`)
  const insert = db.prepare('insert into raw values (?, ?)')
  return {
    commit: async () => void insert.run(1, TEXT),
    close: async () => db.close(),
  }
}

async function writerAt(url: string): Promise<RawWriter> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(CREATE)
  const insert = { name: 'insert', text: 'insert into raw values ($1, $2)', values: [1, TEXT] }
  return {
    commit: async () => void (await client.query(insert)),
    close: () => client.end(),
  }
}

/** The first value of the answer. */
async function query(url: string, statement: string): Promise<string> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<Record<string, string>>(statement)
  await client.end()
  return Object.values(rows[0] ?? {})[0] ?? ''
}
