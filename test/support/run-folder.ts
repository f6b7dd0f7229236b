import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Everything that the tests write is in here. */
    folder: string
  }
}

const REMOVE = `process.on('SIGINT', () => {})
process.stdin.resume().on('end', () => require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 20 }))`

const MEMORY = '/dev/shm'
const ROOM = 2 * 1024 ** 3

/**
 * In memory where there is room: SQLite waits for the disk at every commit, 4.5 ms here and 0.02 ms
 * there, and these tests let processes die, not machines.
 */
function place(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > ROOM ? MEMORY : tmpdir()
  } catch {
    return tmpdir() // No such thing on this system.
  }
}

/** A folder for the run, and a process that takes it away when the run ends, however it ends: its input closes. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(place(), 'nightbell-tests-'))
  const cleaner = spawn(process.execPath, ['-e', REMOVE, folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  })
  const cleaned = once(cleaner, 'exit')
  project.provide('folder', folder)
  return async () => {
    cleaner.stdin.end()
    await cleaned
  }
}
