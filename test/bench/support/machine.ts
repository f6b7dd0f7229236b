import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import path from 'node:path'
import type { Databases } from './databases.ts'
import { percentile } from './figure.ts'

/** What the figures depend on. */
export type Machine = ReturnType<typeof machineWith>

export function machineWith({ sqlite, postgres }: Databases, folder: string) {
  return {
    date: new Date().toISOString(),
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    memory_gb: Math.round(totalmem() / 1e9),
    node: process.version,
    sqlite: sqlite.version,
    postgresql: postgres.version,
    fsync_ms: fsyncLatency(folder),
    /** How many wanted a core in the last minute: above 0 before the run, others are at work too. */
    load: loadavg()[0] ?? 0,
  }
}

/** A page that is appended and synced: p50, ms. */
function fsyncLatency(folder: string): number {
  const file = openSync(path.join(folder, 'sync'), 'w')
  const page = Buffer.alloc(4_096)
  const times = Array.from({ length: 200 }, (_, i) => {
    const began = performance.now()
    writeSync(file, page, 0, page.length, i * page.length)
    fdatasyncSync(file)
    return performance.now() - began
  })
  closeSync(file)
  return percentile(times, 50)
}
