import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../../src/app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { createLog } from '../../src/observe/log.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import { emptyDatabase } from '../support/database.ts'
import { until } from '../support/network.ts'
import { json, openWorld } from '../support/world.ts'

const TOKEN = 'test-token-of-an-administrator'
const HONG = '+821000001001'
const KIM = '+821000001002'

/** A server with simulated telephony, whose clock goes with the wall's or faster. */
async function openSimulation() {
  const settings = readSettings({
    PORT: '0',
    ...(await emptyDatabase()),
    NIGHTBELL_ADMIN_TOKEN: TOKEN,
  })
  const app = await startApp(settings, { log: createLog('silent') })
  onTestFinished(() => app.close())
  return (method: string, target: string, body?: unknown, token = TOKEN) =>
    fetch(`${app.url}${target}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
}

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

test('time goes fast for a drill, and as usual again when it is over', { timeout: 30_000 }, async () => {
  const ask = await openSimulation()
  await ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { never: true })
  expect(await json(ask('PUT', '/api/v1/simulator/speed', { speed: 20 }))).toMatchObject({ speed: 20 })
  const body = { message: 'x', contacts: [{ name: '홍길동', phone: HONG }], rounds: 1 }
  const page: Escalation = await json(ask('POST', '/api/v1/escalations', body))
  const over: Escalation = await until(async () => {
    const now: Escalation = await json(ask('GET', `/api/v1/escalations/${page.id}`))
    return now.status === 'exhausted' && now
  })
  const seconds = (Date.parse(over.ended_at ?? '') - Date.parse(over.created_at)) / 1000
  expect(seconds).toBeGreaterThan(20) // It rang for as long as it always does.
  await until(async () => (await json(ask('GET', '/api/v1/simulator'))).speed === 1)
})

test('a script that the emulator does not know is refused with an example', async () => {
  const ask = await openSimulation()
  const refused = await json(
    ask('PUT', `/api/v1/simulator/phones/${HONG}/script`, { busy: true, never: true }),
  )
  expect(refused).toMatchObject({ status: 422, errors: [{ example: { answer_after: 4 } }] })
})
