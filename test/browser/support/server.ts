import { expect } from 'vitest'
import type { Escalation } from '../../../src/wire/escalation.ts'
import { temporaryFolder } from '../../support/database.ts'
import { freePort } from '../../support/free-port.ts'
import { nightbell } from '../../support/process.ts'

export const TOKEN = 'test-token-of-an-administrator'

/** The real server, with simulated telephony. */
export async function startServer() {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { PORT: String(port), NIGHTBELL_DATA: temporaryFolder(), NIGHTBELL_ADMIN_TOKEN: TOKEN }
  async function start() {
    const server = nightbell(['serve'], env)
    await server.prints('is ready')
    return server
  }
  let server = await start()
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }
  async function ask<T>(method: string, target: string, body?: unknown): Promise<T> {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const response = await fetch(`${url}${target}`, init)
    expect(response.ok, `${method} ${target}: ${response.status}`).toBe(true)
    return JSON.parse((await response.text()) || 'null')
  }
  return {
    url,
    port,
    ask,
    /** Killed with -9, and started again on the same data, perhaps after something was done to them. */
    async restart(meanwhile = async (_folder: string): Promise<void> => {}): Promise<void> {
      await server.kill()
      await meanwhile(env.NIGHTBELL_DATA)
      server = await start()
    },
    script: (phone: string, script: unknown) =>
      ask('PUT', `/api/v1/simulator/phones/${encodeURIComponent(phone)}/script`, script),
    page: (body: object) => ask<Escalation>('POST', '/api/v1/escalations', { drill: true, ...body }),
  }
}
