import { describe, expect, test } from 'vitest'
import { json, openWorld, outcomes, type World } from '../support/world.ts'

const answering = { answer_after: 2, press: [{ key: '1', after: 4 }] }
/** A number that ends with 3 is busy. */
const busyPhone = (n: number) => `+8210${String(n).padStart(7, '0')}3`
const urgencyOf = (n: number) => (n % 2 === 0 ? 'low' : 'high')

/** Ten simulated minutes of 500 escalations are work for a minute, beside other tests. */
const LONG = { timeout: 300_000 }

/** `size` pages at once, each to one person who answers. */
async function storm(world: World, size: number) {
  const people = await Promise.all(
    Array.from({ length: size }, (_, n) => world.person(`담당자${n}`, answering)),
  )
  return Promise.all(people.map((person) => world.page({ contacts: [person], rounds: 1 })))
}

describe('a provider that takes one call a second', () => {
  test(
    'D12 500 alerts at once are all rung in turn, the urgent ones first, and none is given up',
    LONG,
    async () => {
      const world = await openWorld()
      await world.control('PUT', '/settings', { calls_per_second: 1 })
      const pages = await Promise.all(
        Array.from({ length: 500 }, (_, n) =>
          world.page({
            contacts: [{ name: '홍길동', phone: busyPhone(n) }],
            rounds: 1,
            urgency: urgencyOf(n),
          }),
        ),
      )
      await world.pass(600)
      const over = await Promise.all(pages.map((page) => world.escalation(page)))
      expect(over.map((each) => outcomes(each))).toEqual(pages.map(() => ['홍길동 busy']))
      const dialled = (await world.ledger()).dialled()
      expect(new Set(dialled).size).toBe(500)
      // The first ten went out before anything waited, whatever their urgency.
      const urgencies = dialled.slice(10).map((phone) => urgencyOf(Number(phone.slice(5, -1))))
      expect(urgencies).toEqual(urgencies.toSorted())
    },
  )

  test('D9 a call that stays queued past the ring time-out has not been missed', async () => {
    const world = await openWorld()
    await world.control('PUT', '/settings', { calls_per_second: 1 / 40 })
    const [first, second] = await storm(world, 2)
    for (const page of [first, second])
      expect(outcomes(await world.untilOver(page as { id: string }))[0]).toMatch(/acknowledged$/)
    expect((await world.ledger()).dialled()).toHaveLength(2)
  })

  test('D9 calls that were put off are placed, though others were on their way when they came due', async () => {
    const world = await openWorld()
    await world.control('PUT', '/settings', { ring_after: 5 })
    await world.fault({ where: 'create', fault: '429', times: 3 })
    const pages = await storm(world, 4)
    await world.pass(90)
    const over = await Promise.all(pages.map((page) => world.escalation(page)))
    expect(over.map(({ status }) => status)).toEqual(pages.map(() => 'acknowledged'))
  })

  test('an acknowledgement takes a call that waits for its turn out of the queue', async () => {
    const world = await openWorld()
    await world.control('PUT', '/settings', { calls_per_second: 1 / 10 })
    const pages = await storm(world, 30)
    const last = pages.at(-1) as { id: string }
    const answer = await json(
      world.ask('POST', `/api/v1/escalations/${last.id}/acknowledge`, { by: '이영희' }),
    )
    expect(answer).toMatchObject({
      status: 'acknowledged',
      attempts: [{ outcome: 'canceled', call_status: 'refused' }],
    })
  })
})

test('D9 at the limit of concurrent calls nobody is given up and no storm of requests follows', async () => {
  const world = await openWorld()
  await world.control('PUT', '/settings', { concurrency: 2 })
  const pages = await storm(world, 12)
  for (const page of pages) expect(outcomes(await world.untilOver(page))[0]).toMatch(/acknowledged$/)
  const { requests } = (await world.control('GET', '/requests')) as { requests: { where: string }[] }
  expect(requests.filter(({ where }) => where === 'create').length).toBeLessThan(12 * 10)
})

test('D9 is asked again when it says 429, and rings the same person once', async () => {
  const world = await openWorld()
  await world.fault({ where: 'create', fault: '429', times: 5 })
  const [page] = await storm(world, 1)
  expect(outcomes(await world.untilOver(page as { id: string }))).toEqual(['담당자0 acknowledged'])
  expect((await world.ledger()).dialled()).toHaveLength(1)
})
