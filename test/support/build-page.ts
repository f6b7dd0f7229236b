import { execFileSync } from 'node:child_process'

/** The page as it is now, once for all tests: two servers that start at once would both begin to build it. */
export function setup(): void {
  execFileSync(process.execPath, ['console/build.ts'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
