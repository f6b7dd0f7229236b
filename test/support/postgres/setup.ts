import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { freePort } from '../free-port.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL of this run, in the project that tests on it. */
    postgres?: string
  }
}

/** One PostgreSQL for the whole run, with an up to date database to make others from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await (await openPostgres(`${server.url}/template1`)).close()
  project.provide('postgres', server.url)
  return () => server.end()
}

/** A PostgreSQL of one's own, with nothing in it. The end of this process ends it too. `syncs`: what is committed is on disk. */
export async function startPostgres({ syncs = false } = {}) {
  const port = await freePort()
  const script = path.join(import.meta.dirname, 'guardian.ts')
  const guardian = spawn(process.execPath, [script, String(port), ...(syncs ? ['syncs'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = once(guardian, 'exit')
  const answered = async () => {
    const [code] = await Promise.race([once(guardian.stdout, 'data'), ended])
    if (guardian.exitCode !== null || guardian.signalCode !== null)
      throw new Error(`PostgreSQL's guardian ended with ${code ?? guardian.signalCode}`)
  }
  const tell = (line: string) => async () => {
    guardian.stdin.write(`${line}\n`)
    await answered()
  }
  await answered()
  return {
    url: `postgres://nightbell@127.0.0.1:${port}`,
    stop: tell('stop'),
    start: tell('start'),
    async end() {
      guardian.stdin.end()
      await ended
    },
  }
}
