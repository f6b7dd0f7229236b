import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { DIST, isBuilt } from '../console/fingerprint.ts'
import type { Log } from './observe/log.ts'

/**
 * Makes the page when it is missing or older than its sources: beside the server, which has been
 * ringing people for seconds by the time it is done. Not a `prepare` script, because
 * `npm ci --ignore-scripts` and an updated checkout would then have no page, or yesterday's.
 */
export function buildPage(log: Log): void {
  if (isBuilt()) return
  rmSync(DIST, { recursive: true, force: true }) // Yesterday's page must not speak to today's server.
  const script = path.join(import.meta.dirname, '../console/build.ts')
  execFile(process.execPath, [script], (error, _, stderr) => {
    if (error) log.error({ detail: stderr.trim() }, 'the page could not be built; everything else works')
  })
}
