import { expect, test } from 'vitest'
import { openDatabase, temporaryFolder } from '../../../test/support/database.ts'
import { describeStore } from '../store.contract.ts'
import { describeWork } from '../work.contract.ts'
import { DataFolderInUse, openSqlite } from './open.ts'

describeStore('SQLite', openDatabase)
describeWork('SQLite', openDatabase)

test('lets only one process at the data', async () => {
  const data = temporaryFolder()
  const first = await openSqlite(data)
  await expect(openSqlite(data)).rejects.toThrow(DataFolderInUse)
  await first.close()
  await (await openSqlite(data)).close()
})
