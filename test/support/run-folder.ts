import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { openSqlite } from '../../src/store/sqlite/open.ts'
import { inMemory } from './in-memory.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Everything that the tests write is in here. */
    folder: string
  }
}

const REMOVE = `process.on('SIGINT', () => {})
process.stdin.resume().on('end', () => require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 20 }))`

/** An up to date database to make others from: making its tables is a third of a small test. */
export const templateIn = (folder: string): string => path.join(folder, 'template')

/** A folder for the run, and a process that takes it away when the run ends, however it ends: its input closes. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(inMemory(), 'nightbell-tests-'))
  const cleaner = spawn(process.execPath, ['-e', REMOVE, folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  })
  const cleaned = once(cleaner, 'exit')
  project.provide('folder', folder)
  await (await openSqlite(templateIn(folder))).close()
  return async () => {
    cleaner.stdin.end()
    await cleaned
  }
}
