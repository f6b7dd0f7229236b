import { expect, test } from 'vitest'
import type { Letter, Pass } from '../support/proxy.ts'
import { openNetwork, until } from '../support/network.ts'

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

test.each([
  ['is queued', 0, 'queued'],
  ['rings', 0, 'ringing'],
  ['is talked into', 1, 'in-progress'],
])(
  'C14 D2 after kill -9 while the phone %s the escalation goes on, and rings nobody twice for one attempt',
  async (_, attempt, status) => {
    const network = await openNetwork(10)
    const first = await network.serve()
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[attempt]?.call_status === status)
    await first.kill()
    await network.serve()
    const over = await network.untilOver(page)
    expect(over.status).toBe('acknowledged')
    const ledger = await network.ledger()
    expect(ledger.dialled()).toEqual(over.attempts.map(({ phone }) => phone))
    expect(over.attempts.map(({ call_id }) => call_id)).toEqual(over.attempts.map((__, n) => ledger.sid(n)))
    expect(ledger.overlaps()).toEqual([])
    const ids = (await network.events(page)).map((event) => event.id)
    expect(ids).toEqual(ids.map((__, i) => i + 1))
  },
)

const isCreate = ({ method, path }: Letter) => method === 'POST' && path.endsWith('/Calls.json')

/** kill -9 while the first request for a call is in the hands of `meanwhile`, whose answer never comes. */
async function killWhileAsking(meanwhile: (letter: Letter, pass: Pass) => Promise<unknown>) {
  const network = await openNetwork(10)
  const asked = Promise.withResolvers<void>()
  network.line.ask = async (letter, pass) => {
    if (!isCreate(letter)) return pass(letter)
    await meanwhile(letter, pass)
    asked.resolve()
    return new Promise<never>(() => {})
  }
  const first = await network.serve()
  const page = await network.page(people)
  await asked.promise
  await first.kill()
  network.line.ask = (letter, pass) => pass(letter)
  await network.serve()
  const over = await network.untilOver(page)
  return { over, ledger: await network.ledger() }
}

test('D2 a call whose answer kill -9 has cut off is adopted, not repeated', async () => {
  const { over, ledger } = await killWhileAsking((letter, pass) => pass(letter))
  expect(over.attempts.map((a) => a.outcome)).toEqual(['no-answer', 'acknowledged'])
  expect(over.attempts[0]?.call_id).toBe(ledger.sid(0))
  expect(ledger.dialled()).toEqual(people.map(({ phone }) => phone))
  expect(ledger.overlaps()).toEqual([])
})

test('D2 a call that kill -9 kept from being placed is looked for, and the next person is rung', async () => {
  const { over, ledger } = await killWhileAsking(async () => {})
  expect(over.attempts.map((a) => a.outcome)).toEqual(['failed', 'acknowledged'])
  expect(ledger.dialled()).toEqual([people[1]?.phone])
})

test('D20 SIGTERM ends with 0 though the provider never answers, and nobody is rung twice', async () => {
  const network = await openNetwork(10)
  const asked = Promise.withResolvers<void>()
  network.line.ask = async (letter, pass) => {
    const reply = await pass(letter)
    if (!isCreate(letter)) return reply
    asked.resolve()
    return new Promise<never>(() => {})
  }
  const first = await network.serve()
  const page = await network.page(people)
  await asked.promise
  first.process.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  network.line.ask = (letter, pass) => pass(letter)
  await network.serve()
  expect((await network.untilOver(page)).status).toBe('acknowledged')
  expect((await network.ledger()).dialled()).toEqual(people.map(({ phone }) => phone))
})

test('D20 SIGTERM ends with 0, and the escalation goes on at the next start', async () => {
  const network = await openNetwork(10)
  const first = await network.serve()
  const page = await network.page(people)
  await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
  first.process.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  await network.serve()
  await until(async () => (await network.escalation(page)).status === 'acknowledged')
  expect((await network.ledger()).dialled()).toEqual(people.map(({ phone }) => phone))
})
