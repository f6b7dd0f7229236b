import { expect, test } from 'vitest'
import { openNetwork, until } from '../support/network.ts'

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

test(
  'C14 D2 an escalation goes on after kill -9 while the phone rings, and rings nobody twice for one attempt',
  { timeout: 60_000 },
  async () => {
    const network = await openNetwork(10)
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
  const network = await openNetwork(10)
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
    const network = await openNetwork(10)
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
