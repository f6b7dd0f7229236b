import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate, oneAfterAnother, type Database } from '../database.ts'
import { connect } from './connection.ts'

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `another Nightbell is already running on ${folder}; stop it, or choose another folder with NIGHTBELL_DATA`,
    )
  }
}

/**
 * Opens the database in `folder`, making both if need be. One connection writes and one reads, so
 * that nobody sees what is not committed yet. Throws `DataFolderInUse`.
 */
export async function openSqlite(folder: string): Promise<Database> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = lockFolder(folder)
  const file = fileIn(folder)
  const writer = connect(file)
  const close = async () => {
    await writer.destroy()
    lock.close()
  }
  await migrate(writer).catch(async (error: unknown) => {
    await close()
    throw error
  })
  const read = connect(file)
  const line = oneAfterAnother(writer)
  return {
    place: file,
    read,
    write: line.write,
    shared: null,
    async close() {
      await line.idle()
      await read.destroy()
      await close()
    },
  }
}

export const fileIn = (folder: string): string => path.join(folder, 'nightbell.db')

/**
 * An open exclusive transaction on a file of its own: the operating system gives it back when the
 * process dies, however it dies, which no file with a process id in it can promise. Throws `DataFolderInUse`.
 */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(path.join(folder, 'lock'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && error.message.includes('locked')) throw new DataFolderInUse(folder)
    throw error
  }
  return lock
}
