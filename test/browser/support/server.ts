import { expect, onTestFinished } from 'vitest'
import { startApp } from '../../../src/app.ts'
import { readSettings } from '../../../src/config/settings.ts'
import { createLog } from '../../../src/observe/log.ts'
import type { Escalation } from '../../../src/wire/escalation.ts'
import { emptyDatabase, strangerDoes, temporaryFolder } from '../../support/database.ts'
import { freePort } from '../../support/free-port.ts'
import { nightbell } from '../../support/process.ts'

export const TOKEN = 'test-token-of-an-administrator'

/** The server with simulated telephony. It lives in this process: to start one of its own takes a second of a core. */
export async function startServer() {
  const database = await emptyDatabase()
  const env = { PORT: '0', ...database, NIGHTBELL_ADMIN_TOKEN: TOKEN }
  const app = await startApp(readSettings(env), { log: createLog('silent') })
  onTestFinished(() => app.close())
  return {
    ...doorsOf(app.url),
    /** Somebody else changes something in the database. */
    strangerDoes: (statement: string) => strangerDoes(database, statement),
  }
}

/** The same as a process of its own, which can be killed. */
export async function startProcess() {
  const port = await freePort()
  const env = { PORT: String(port), NIGHTBELL_DATA: temporaryFolder(), NIGHTBELL_ADMIN_TOKEN: TOKEN }
  async function start() {
    const server = nightbell(['serve'], env)
    await server.prints('is ready')
    return server
  }
  let server = await start()
  return {
    ...doorsOf(`http://127.0.0.1:${port}`),
    /** Killed with -9, and started again on the same data, perhaps after something was done to them. */
    async restart(meanwhile = async (_folder: string): Promise<void> => {}): Promise<void> {
      await server.kill()
      await meanwhile(env.NIGHTBELL_DATA)
      server = await start()
    },
  }
}

function doorsOf(url: string) {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }
  async function ask<T>(method: string, target: string, body?: unknown): Promise<T> {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(`${url}${target}`, init)
    expect(response.ok, `${method} ${target}: ${response.status}`).toBe(true)
    return JSON.parse((await response.text()) || 'null')
  }
  return {
    url,
    port: Number(new URL(url).port),
    ask,
    script: (phone: string, script: unknown) =>
      ask('PUT', `/api/v1/simulator/phones/${encodeURIComponent(phone)}/script`, script),
    page: (body: object) => ask<Escalation>('POST', '/api/v1/escalations', { drill: true, ...body }),
  }
}
