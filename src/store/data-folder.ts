import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process holds the data folder. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `another Nightbell is already running on ${folder}; stop it, or choose another folder with NIGHTBELL_DATA`,
    )
  }
}

/**
 * An open exclusive transaction on a file of its own: the operating system gives it back when the
 * process dies, however it dies, which no file with a process id in it can promise. Throws `DataFolderInUse`.
 */
export function lockFolder(folder: string): DatabaseSync {
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
