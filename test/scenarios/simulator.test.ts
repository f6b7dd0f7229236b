import { EventSourceParserStream } from 'eventsource-parser/stream'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startApp } from '../../src/app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { createLog, type Log } from '../../src/observe/log.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { PhoneEvent } from '../../src/wire/simulator.ts'
import { emptyDatabase } from '../support/database.ts'
import { until } from '../support/network.ts'
import { json, openWorld } from '../support/world.ts'

const TOKEN = 'test-token-of-an-administrator'
const HONG = '+821000001001'
const KIM = '+821000001002'

/** A server with simulated telephony, whose clock goes with the wall's or faster. */
async function startSimulation(log: Log) {
  const settings = readSettings({
    PORT: '0',
    ...(await emptyDatabase()),
    NIGHTBELL_ADMIN_TOKEN: TOKEN,
  })
  const app = await startApp(settings, { log })
  onTestFinished(() => app.close())
  const ask = (method: string, target: string, body?: unknown, token = TOKEN) =>
    fetch(`${app.url}${target}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return { app, ask }
}
const openSimulation = async () => (await startSimulation(createLog('silent'))).ask

test('C10 what the page does with the phones needs a token, and simulated telephony', async () => {
  const ask = await openSimulation()
  const streams = ['/events', `/phones/${HONG}/events`]
  for (const target of ['', ...streams])
    expect((await ask('GET', `/api/v1/simulator${target}`, undefined, 'nobody')).status).toBe(401)
  const real = await openWorld()
  for (const target of streams) expect((await real.ask('GET', `/api/v1/simulator${target}`)).status).toBe(409)
  expect((await real.ask('PUT', '/api/v1/simulator/speed', { speed: 5 })).status).toBe(409)
  // But which phones ring there is told.
  const state = { provider: 'twilio', callbacks: true, speed: 1, addresses: [] }
  expect(await json(real.ask('GET', '/api/v1/simulator'))).toMatchObject(state)
})

test('a key opens the phone that it is for, and nothing else', async () => {
  const ask = await openSimulation()
  const { key } = await json(ask('POST', `/api/v1/simulator/phones/${HONG}/key`))
  const answer = (number: string) =>
    ask('POST', `/api/v1/simulator/phones/${number}/calls/CA${'0'.repeat(32)}/answer`, undefined, key)
  expect((await answer(HONG)).status).toBe(404) // Let in; there is no such call.
  expect((await answer(KIM)).status).toBe(401)
  for (const target of ['/api/v1/escalations', '/api/v1/simulator', '/api/v1/simulator/events'])
    expect((await ask('GET', target, undefined, key)).status).toBe(401)
  expect((await ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { busy: true }, key)).status).toBe(401)
})

test('a phone is answered by hand through its own number only', async () => {
  const ask = await openSimulation()
  await ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { manual: true })
  const contacts = [{ name: '홍길동', phone: HONG }]
  const page: Escalation = await json(
    ask('POST', '/api/v1/escalations', { message: 'x', contacts, acknowledge_by: 'answer' }),
  )
  const now = async (): Promise<Escalation> => json(ask('GET', `/api/v1/escalations/${page.id}`))
  const sid = await until(async () => {
    const attempt = (await now()).attempts[0]
    return attempt?.call_status === 'ringing' && attempt.call_id
  })
  const act = (number: string, what: string) =>
    ask('POST', `/api/v1/simulator/phones/${number}/calls/${sid}/${what}`)
  expect((await act(KIM, 'answer')).status).toBe(404)
  expect((await act(HONG, 'hang-up')).status).toBe(409)
  expect((await act(HONG, 'answer')).status).toBe(204)
  await until(async () => (await now()).status === 'acknowledged')
})

test(
  'time goes fast while a drill runs, and as usual before and afterwards',
  { timeout: 30_000 },
  async () => {
    const ask = await openSimulation()
    await ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { never: true })
    const hurry = async () => (await json(ask('PUT', '/api/v1/simulator/speed', { speed: 20 }))).speed
    expect(await hurry()).toBe(1) // Nothing runs.
    const body = { message: 'x', contacts: [{ name: '홍길동', phone: HONG }], rounds: 1 }
    expect((await ask('POST', '/api/v1/escalations', { ...body, rounds: 0 })).status).toBe(422)
    expect(await hurry()).toBe(1) // Refused: still nothing.
    const page: Escalation = await json(ask('POST', '/api/v1/escalations', body))
    expect(await hurry()).toBe(20)
    const over: Escalation = await until(async () => {
      const now: Escalation = await json(ask('GET', `/api/v1/escalations/${page.id}`))
      return now.status === 'exhausted' && now
    })
    const seconds = (Date.parse(over.ended_at ?? '') - Date.parse(over.created_at)) / 1000
    expect(seconds).toBeGreaterThan(20) // It rang for as long as it always does.
    await until(async () => (await json(ask('GET', '/api/v1/simulator'))).speed === 1)
  },
)

test('a script that the emulator does not know is refused with an example', async () => {
  const ask = await openSimulation()
  const refused = await json(
    ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { busy: true, never: true }),
  )
  expect(refused).toMatchObject({ status: 422, errors: [{ example: { answer_after: 4 } }] })
})

test('what breaks a stream off stands in our log, and neither on the console nor before who watches', async () => {
  const printed = vi.spyOn(console, 'error')
  onTestFinished(() => printed.mockRestore())
  const lines = new PassThrough()
  const { app, ask } = await startSimulation(pino({ base: null }, lines))
  await app.telephony.emulator?.close()
  const response = await ask('GET', '/api/v1/simulator/events')
  expect(await response.text()).not.toMatch(/fetch failed|ECONNREFUSED/)
  lines.end()
  expect(await text(lines)).toMatch(/a stream of events broke off/)
  expect(printed).not.toHaveBeenCalled()
})

test('phones are told of from a time on, in whatever zone it is written', async () => {
  const ask = await openSimulation()
  await ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { never: true })
  await ask('POST', '/api/v1/escalations', { message: 'x', contacts: [{ name: '홍길동', phone: HONG }] })
  const firstFrom = async (query: string) => firstEvent(await ask('GET', `/api/v1/simulator/events${query}`))
  const dialled = await firstFrom('')
  const at = Date.parse(dialled.at)
  // As text, the first is later than what it shall include, and the second is earlier than what it shall not.
  expect(await firstFrom(`?since=${written(at, 14)}`)).toEqual(dialled)
  expect(await firstFrom(`?since=${written(at + 1, -12)}`)).toMatchObject({ type: 'ringing', number: HONG })
  const refused = await ask('GET', '/api/v1/simulator/events?since=yesterday')
  expect(await json(refused)).toMatchObject({ status: 422, errors: [{ field: 'since' }] })
})

/** The same time (epoch ms) as a clock `hours` east of Greenwich writes it, for a URL. */
function written(at: number, hours: number): string {
  const sign = hours < 0 ? '-' : '+'
  const local = new Date(at + hours * 3_600_000).toISOString().replace('Z', '')
  return encodeURIComponent(`${local}${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`)
}

async function firstEvent({ body }: Response): Promise<PhoneEvent> {
  const messages = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { data } of messages ?? []) return JSON.parse(data)
  throw new Error('the stream ended without an event')
}
