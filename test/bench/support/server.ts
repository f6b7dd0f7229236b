import { freePort } from '../../support/free-port.ts'
import { ask, must } from '../../support/client.ts'
import type { Kind } from './databases.ts'
import { start } from './process.ts'
import { ACCOUNT } from './provider.ts'

const TOKEN = 'token-of-the-benchmark'
const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }

export type Server = Awaited<ReturnType<typeof serve>>
type Env = Record<string, string>

/** The settings of a server on an empty database, whose calls go to the provider at `providerUrl`. */
export async function settingsFor(kind: Kind, providerUrl: string): Promise<Env> {
  const port = String(await freePort())
  return {
    ...(await kind.empty()),
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    NIGHTBELL_ADMIN_TOKEN: TOKEN,
    TELEPHONY: 'twilio',
    TWILIO_ACCOUNT_SID: ACCOUNT.sid,
    TWILIO_AUTH_TOKEN: ACCOUNT.token,
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: providerUrl,
    LOG_LEVEL: 'error',
  }
}

/** The product as a process of its own, as a user starts it. */
export async function serve(env: Env) {
  const running = await start(['cli/nightbell.ts', 'serve'], env, 'is ready')
  const url = `http://127.0.0.1:${env['PORT']}`
  return {
    ...running,
    url,
    headers,
    async post<T>(target: string, body: unknown): Promise<T> {
      const answer = await must(`${url}/api/v1${target}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return JSON.parse(answer) as T
    },
    async get<T>(target: string): Promise<T> {
      return JSON.parse((await ask(`${url}/api/v1${target}`, { headers })).body) as T
    },
  }
}
