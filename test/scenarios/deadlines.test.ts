import { expect, test } from 'vitest'
import { openWorld } from '../support/world.ts'

const QUEUED_MS = 120_000

test('D3 a deadline does not wait for a provider that is slow to tell of somebody else', async () => {
  const world = await openWorld()
  const [first, slow, other] = await Promise.all(
    ['이영희', '홍길동', '김철수'].map((name) => world.person(name, { never: true })),
  )
  // The first call leaves the provider's queue; those behind it do not.
  await world.control('PUT', '/settings', { calls_per_second: 0.001 })
  await world.page({ contacts: [first], rounds: 1 })
  await world.fault({ where: 'fetch', fault: 'slow', seconds: 4, to: slow?.phone })
  await world.page({ contacts: [slow], rounds: 1 })
  await world.pass(1)
  const page = await world.page({ contacts: [other], rounds: 1 })
  const [asked, hungUp] = await world.until(async () => {
    const events = await world.events(page)
    const found = ['call_initiated', 'call_hang_up'].map((type) => events.find((e) => e.type === type))
    return found.every((event) => event !== undefined) && found.map(({ timestamp }) => Date.parse(timestamp))
  })
  expect((hungUp ?? 0) - (asked ?? 0)).toBe(QUEUED_MS)
})
