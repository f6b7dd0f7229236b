import { accessSync, constants, mkdirSync } from 'node:fs'
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

/** Nothing can be written there. */
class DataFolderUnusable extends Error {
  constructor(folder: string, { message }: Error) {
    super(
      `NIGHTBELL_DATA: ${folder} must be a folder that this user may write to, such as /var/lib/nightbell (${message})`,
    )
  }
}

/**
 * Makes the folder, if need be, and takes it: an open exclusive transaction on a file of its own, which
 * the operating system gives back when the process dies, however it dies. No file with a process id in
 * it can promise that. Throws `DataFolderInUse`, `DataFolderUnusable`.
 */
export function lockFolder(folder: string): DatabaseSync {
  makeWritable(folder)
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

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw error instanceof Error ? new DataFolderUnusable(folder, error) : error
  }
}
