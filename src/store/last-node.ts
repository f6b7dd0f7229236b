import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { lockFolder } from './data-folder.ts'

/**
 * Which of several nodes has last lived in a data folder. Whoever holds the folder's lock knows that
 * the one before is dead, and need not wait until it has been silent for long enough.
 */
export class LastNode {
  readonly #lock: DatabaseSync
  readonly #file: string

  private constructor(folder: string) {
    this.#lock = lockFolder(folder)
    this.#file = path.join(folder, 'node')
  }

  /** Null when another process lives there, or nothing can be written: then a death is noticed by the silence. */
  static in(folder: string): LastNode | null {
    try {
      return new LastNode(folder)
    } catch {
      return null
    }
  }

  /** Its id; null when there was none. */
  read(): string | null {
    try {
      return readFileSync(this.#file, 'utf8') || null
    } catch {
      return null
    }
  }

  /** From now on it is this one. */
  write(id: string): void {
    writeFileSync(this.#file, id)
  }

  close(): void {
    this.#lock.close()
  }
}
