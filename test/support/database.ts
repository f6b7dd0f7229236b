import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { fileIn, openSqlite } from '../../src/store/sqlite/open.ts'
import { templateIn } from './run-folder.ts'

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(inject('folder'), 'data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The settings of an empty database of the kind that this project of the tests is about; gone after the test. */
export async function emptyDatabase(): Promise<{ NIGHTBELL_DATA: string; DATABASE_URL: string }> {
  const server = inject('postgres')
  const NIGHTBELL_DATA = temporaryFolder()
  if (server !== undefined) return { NIGHTBELL_DATA, DATABASE_URL: await emptyPostgres(server) }
  copyFileSync(fileIn(templateIn(inject('folder'))), fileIn(NIGHTBELL_DATA))
  return { NIGHTBELL_DATA, DATABASE_URL: '' }
}

/** Opens such a database; it is closed after the test. */
export async function openDatabase(): Promise<Database> {
  const { NIGHTBELL_DATA, DATABASE_URL } = await emptyDatabase()
  const db = DATABASE_URL === '' ? await openSqlite(NIGHTBELL_DATA) : await openPostgres(DATABASE_URL)
  onTestFinished(() => db.close())
  return db
}

/** One empty PostgreSQL database, opened as several nodes do. */
export async function openShared(nodes: number): Promise<Database[]> {
  const { DATABASE_URL } = await emptyDatabase()
  const opened = await Promise.all(Array.from({ length: nodes }, () => openPostgres(DATABASE_URL)))
  onTestFinished(async () => {
    for (const db of opened) await db.close()
  })
  return opened
}

async function emptyPostgres(server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await ask(server, `create database ${name} strategy file_copy`) // A copy of template1, and a third of the work of the usual way.
  onTestFinished(() => ask(server, `drop database ${name} with (force)`))
  return `${server}/${name}`
}

/** Somebody else changes something in a database that is in use. */
export async function strangerDoes(
  { NIGHTBELL_DATA, DATABASE_URL }: { NIGHTBELL_DATA: string; DATABASE_URL: string },
  statement: string,
): Promise<void> {
  if (DATABASE_URL !== '') return askDatabase(DATABASE_URL, statement)
  const stranger = new DatabaseSync(path.join(NIGHTBELL_DATA, 'nightbell.db'))
  stranger.exec(statement)
  stranger.close()
}

/** One statement to the database in which there is nothing of ours. */
const ask = (server: string, statement: string) => askDatabase(`${server}/postgres`, statement)

async function askDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}
