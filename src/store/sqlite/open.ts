import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lockFolder } from '../data-folder.ts'
import { inTurns, migrate, type Database } from '../database.ts'
import { connect } from './connection.ts'

/** They are in PostgreSQL now: a server on the old ones would ring people for what runs there. */
export class DataMoved extends Error {
  constructor(folder: string, mark: string) {
    const where = readFileSync(mark, 'utf8').trim()
    super(`the data of ${folder} were moved ${where}: set DATABASE_URL (to work here again, remove ${mark})`)
  }
}

/**
 * Opens the database in `folder`, making both if need be. One connection writes and one reads, so
 * that nobody sees what is not committed yet. Throws `DataFolderInUse`,
 * `DataFolderUnusable`, `DataMoved`, `NoDatabase`.
 */
export async function openSqlite(folder: string): Promise<Database> {
  if (existsSync(markIn(folder))) throw new DataMoved(folder, markIn(folder))
  const lock = lockFolder(folder)
  const file = fileIn(folder)
  let writer: ReturnType<typeof connect> | null = null
  const close = async () => {
    await writer?.destroy()
    lock.close()
  }
  try {
    writer = connect(file)
    await migrate(writer)
  } catch (error) {
    await close()
    throw error
  }
  const read = connect(file)
  const line = inTurns(writer, 1)
  return {
    place: file,
    read,
    writers: 1,
    write: line.write,
    shared: null,
    async close() {
      await line.idle()
      await read.destroy()
      await close()
    },
  }
}

const markIn = (folder: string) => path.join(folder, 'moved')

/** No server starts on it any more. `where`: "to PostgreSQL at … on …". */
export const markMoved = (folder: string, where: string): void =>
  writeFileSync(markIn(folder), `${where}\n`, { mode: 0o600 })

export const fileIn = (folder: string): string => path.join(folder, 'nightbell.db')
