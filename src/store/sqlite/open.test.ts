import { expect, test } from 'vitest'
import { openDatabase, temporaryFolder } from '../../../test/support/database.ts'
import { describeStore } from '../store.contract.ts'
import { DataFolderInUse, openSqlite } from './open.ts'

describeStore('SQLite', openDatabase)

test('lets only one process at the data', async () => {
  const data = temporaryFolder()
  const first = await openSqlite(data)
  await expect(openSqlite(data)).rejects.toThrow(DataFolderInUse)
  await first.close()
  await (await openSqlite(data)).close()
})
