import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase, temporaryFolder } from '../../../test/support/database.ts'
import { migrate } from '../database.ts'
import { describeStore } from '../store.contract.ts'
import { describeWork } from '../work.contract.ts'
import { connect } from './connection.ts'
import { DataMoved, fileIn, markMoved, openSqlite } from './open.ts'
import { DataFolderInUse } from '../data-folder.ts'

describeStore('SQLite', openDatabase)
describeWork('SQLite', openDatabase)

test('lets only one process at the data', async () => {
  const data = temporaryFolder()
  const first = await openSqlite(data)
  await expect(openSqlite(data)).rejects.toThrow(DataFolderInUse)
  await first.close()
  await (await openSqlite(data)).close()
})

test('is for its owner alone, also in a folder that everybody may look into', async () => {
  const data = temporaryFolder()
  chmodSync(data, 0o755)
  const db = await openSqlite(data)
  const files = readdirSync(data).filter((name) => name.startsWith('nightbell.db'))
  expect(files).toContain('nightbell.db-wal')
  for (const name of files) expect(statSync(path.join(data, name)).mode & 0o077).toBe(0)
  await db.close()
})

test('says which file is no database', async () => {
  const data = temporaryFolder()
  writeFileSync(fileIn(data), 'garbage that is long enough to be looked at')
  await expect(openSqlite(data)).rejects.toThrow(
    /^NIGHTBELL_DATA: \S+nightbell\.db must be a database of Nightbell, .*file is not a database/,
  )
})

test('does not open what was moved to PostgreSQL', async () => {
  const data = temporaryFolder()
  markMoved(data, 'to PostgreSQL at db:5432/nightbell')
  await expect(openSqlite(data)).rejects.toThrow(DataMoved)
})

test('an upgrade that fails has changed nothing, and is tried again', async () => {
  const data = temporaryFolder()
  const older = connect(fileIn(data))
  await migrate(older, '0001-first')
  await sql`create table nodes (in_the_way integer)`.execute(older)
  const tables = async () => (await older.introspection.getTables()).map(({ name }) => name)
  const before = await tables()
  await expect(openSqlite(data)).rejects.toThrow('nodes already exists')
  expect(await tables()).toEqual(before)
  await sql`drop table nodes`.execute(older)
  await older.destroy()
  await (await openSqlite(data)).close()
})
