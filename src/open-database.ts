import type { Settings } from './config/settings.ts'
import type { Database } from './store/database.ts'
import { openPostgres } from './store/postgres/open.ts'
import { openSqlite } from './store/sqlite/open.ts'

/** Throws `DataFolderInUse` or `BadDatabase`. */
export function openDatabase({ databaseUrl, dataFolder }: Settings): Promise<Database> {
  return databaseUrl === null ? openSqlite(dataFolder) : openPostgres(databaseUrl)
}
