import { expect, onTestFinished, test } from 'vitest'
import { startEmulator } from '../../emulator/emulator.ts'
import { realClock } from '../../emulator/clock.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { Ledger } from '../support/ledger.ts'
import { freePort, nightbell, temporaryFolder } from '../support/process.ts'

const TOKEN = 'test-token-of-an-administrator'
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'

/** A real server in a process of its own, and a telephone network that outlives it. */
async function openNetwork() {
  const clock = realClock(10)
  const emulator = await startEmulator({ accountSid: ACCOUNT, authToken: 'network', clock })
  onTestFinished(() => emulator.close())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PORT: String(port),
    NIGHTBELL_DATA: temporaryFolder(),
    NIGHTBELL_ADMIN_TOKEN: TOKEN,
    TELEPHONY: 'twilio',
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 'network',
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: emulator.url,
    PUBLIC_URL: url,
  }
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' }
  const get = async <T>(target: string): Promise<T> =>
    (await fetch(`${url}${target}`, { headers })).json() as Promise<T>
  return {
    async serve() {
      const server = nightbell(['serve'], env)
      await server.prints('is ready')
      return server
    },
    async page(contacts: { name: string; phone: string }[]): Promise<Escalation> {
      const body = JSON.stringify({ message: '결제 API 응답 없음', contacts })
      const response = await fetch(`${url}/api/v1/escalations`, { method: 'POST', headers, body })
      expect(response.status).toBe(201)
      return response.json() as Promise<Escalation>
    },
    escalation: ({ id }: { id: string }) => get<Escalation>(`/api/v1/escalations/${id}`),
    events: async ({ id }: { id: string }) =>
      (await get<{ events: EscalationEvent[] }>(`/api/v1/escalations/${id}/events`)).events,
    async ledger() {
      return new Ledger((await (await fetch(`${emulator.url}/emulator/calls`)).json()) as never)
    },
  }
}

/** Asks until it is so: the clock of a real process cannot be held still. */
async function until<T>(fact: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const found = await fact()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

test(
  'C14 D2 an escalation goes on after kill -9 while the phone rings, and rings nobody twice for one attempt',
  { timeout: 60_000 },
  async () => {
    const network = await openNetwork()
    const first = await network.serve()
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    await first.kill()
    await network.serve()
    const over = await until(async () => {
      const now = await network.escalation(page)
      return now.status !== 'running' && now
    })
    expect(over.status).toBe('acknowledged')
    expect(over.attempts.map((a) => a.outcome)).toEqual(['no-answer', 'acknowledged'])
    const ledger = await network.ledger()
    expect(ledger.dialled()).toEqual(people.map(({ phone }) => phone))
    expect(ledger.overlaps()).toEqual([])
    const ids = (await network.events(page)).map((event) => event.id)
    expect(ids).toEqual(ids.map((_, i) => i + 1))
  },
)

test('D2 an escalation survives kill -9 right after it was accepted', { timeout: 60_000 }, async () => {
  const network = await openNetwork()
  const first = await network.serve()
  const page = await network.page(people)
  await first.kill()
  await network.serve()
  const over = await until(async () => {
    const now = await network.escalation(page)
    return now.status !== 'running' && now
  })
  expect(over.status).toBe('acknowledged')
  const ledger = await network.ledger()
  // Whether the first call had left was not known, so it was looked for and never repeated.
  expect(ledger.dialled().filter((phone) => phone === people[0]?.phone).length).toBeLessThanOrEqual(1)
  expect(ledger.overlaps()).toEqual([])
})

test(
  'D20 SIGTERM ends with 0, and the escalation goes on at the next start',
  { timeout: 60_000 },
  async () => {
    const network = await openNetwork()
    const first = await network.serve()
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    first.process.kill('SIGTERM')
    expect(await first.ended()).toBe(0)
    await network.serve()
    await until(async () => (await network.escalation(page)).status === 'acknowledged')
    expect((await network.ledger()).dialled()).toEqual(people.map(({ phone }) => phone))
  },
)
