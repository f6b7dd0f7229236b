import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY = '/dev/shm'
const ROOM = 2 * 1024 ** 3

/**
 * Where what tests write goes: in memory where there is room. SQLite waits for the disk at every commit,
 * 4.5 ms here and 0.02 ms there, and each new PostgreSQL database is a thousand files; these tests let
 * processes die, not machines.
 */
export function inMemory(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ROOM ? MEMORY : tmpdir()
  } catch {
    return tmpdir() // No such thing on this system.
  }
}
