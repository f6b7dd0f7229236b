import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeStore } from '../store.contract.ts'
import { DataFolderInUse, openSqlite } from './open.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'nightbell-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

describeStore('SQLite', () => openSqlite(folder()))

test('lets only one process at the data', async () => {
  const data = folder()
  const first = await openSqlite(data)
  await expect(openSqlite(data)).rejects.toThrow(DataFolderInUse)
  await first.close()
  await (await openSqlite(data)).close()
})
