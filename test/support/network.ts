import { expect, onTestFinished } from 'vitest'
import { realClock } from '../../emulator/clock.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import type { NewRule } from '../../emulator/faults/fault-rule.ts'
import { startApp } from '../../src/app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { createLog } from '../../src/observe/log.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { emptyDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { Ledger } from './ledger.ts'
import { openProxy, type Letter, type Pass, type Reply } from './proxy.ts'
import { nightbell } from './process.ts'
import { layWire } from './wire.ts'

const TOKEN = 'test-token-of-an-administrator'
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
const AUTH_TOKEN = 'secret-of-the-account'

type Contact = { name: string; phone: string }
type Health = { status: string; troubles: { kind: string }[] }

/**
 * Real processes, and a telephone network that outlives them and is `speed` times as fast as life.
 * On PostgreSQL several may serve; requests and callbacks go to the one that was `turnedTo` last.
 */
export async function openNetwork(speed: number) {
  const clock = realClock(speed)
  const emulator = await startEmulator({ accountSid: ACCOUNT, authToken: AUTH_TOKEN, clock })
  onTestFinished(() => emulator.close())
  /** What Nightbell asks of the provider goes through here. */
  const line: { ask: (letter: Letter, pass: Pass) => Promise<Reply> } = {
    ask: (letter, pass) => pass(letter),
  }
  const proxy = await openProxy(
    () => emulator.url,
    (letter, pass) => line.ask(letter, pass),
  )
  onTestFinished(() => proxy.close())
  let port = await freePort()
  const front = await layWire(port)
  const env = {
    PORT: String(port),
    ...(await emptyDatabase()),
    NIGHTBELL_ADMIN_TOKEN: TOKEN,
    TELEPHONY: 'twilio',
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: proxy.url,
    PUBLIC_URL: `http://127.0.0.1:${front.port}`,
  }
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }
  const ask = (target: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${target}`, { headers, ...init })
  const get = async <T>(target: string): Promise<T> => (await ask(target)).json() as Promise<T>
  function tryPage(contacts: Contact[]): Promise<Response> {
    const body = JSON.stringify({ message: '결제 API 응답 없음', contacts })
    return ask('/api/v1/escalations', { method: 'POST', body })
  }
  return {
    url: `http://127.0.0.1:${port}`,
    line,
    providerUrl: proxy.url,
    ask,
    /** Any command of the command line, for this server. */
    run: (args: string[], more: Record<string, string> = {}) => nightbell(args, { ...env, ...more }),
    /** The server within this process, for who does not kill it: to start one of its own takes a second of a core. */
    async serveHere(): Promise<void> {
      const app = await startApp(readSettings(env), { log: createLog('silent') })
      onTestFinished(() => app.close())
    },
    async serve(more: Record<string, string> = {}, within: string[] = []) {
      const server = nightbell(['serve'], { ...env, ...more }, within)
      await server.prints('is ready')
      return server
    },
    turnTo(another: number) {
      port = another
      front.layTo(another)
    },
    tryPage,
    async page(contacts: Contact[]): Promise<Escalation> {
      const response = await tryPage(contacts)
      expect(response.status).toBe(201)
      return response.json() as Promise<Escalation>
    },
    /** What `/readyz` says. */
    health: () => get<Health>('/readyz'),
    get,
    escalation: ({ id }: { id: string }) => get<Escalation>(`/api/v1/escalations/${id}`),
    untilOver: ({ id }: { id: string }) =>
      until(async () => {
        const now = await get<Escalation>(`/api/v1/escalations/${id}`)
        return now.status !== 'running' && now
      }),
    events: async ({ id }: { id: string }) =>
      (await get<{ events: EscalationEvent[] }>(`/api/v1/escalations/${id}/events`)).events,
    /** What nobody but the server may know. */
    secrets: [TOKEN, AUTH_TOKEN],
    /** From now on the provider does this wrong: docs/emulator-control-api.md. */
    async fault(...rules: NewRule[]): Promise<void> {
      const body = JSON.stringify(rules)
      const made = await fetch(`${emulator.url}/emulator/faults`, { method: 'POST', headers, body })
      if (!made.ok) throw new Error(await made.text())
    },
    async ledger() {
      return new Ledger((await (await fetch(`${emulator.url}/emulator/calls`)).json()) as never)
    },
  }
}

/** Asks until it is so: the clock of a real process cannot be held still. */
export async function until<T>(fact: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const found = await fact()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
