import { describe, expect, test } from 'vitest'
import type { NewRule } from '../../emulator/faults/fault-rule.ts'
import { openWorld, outcomes, type World } from '../support/world.ts'

async function silentThenAnswering(world: World) {
  return [await world.person('홍길동', { never: true }), await world.person('김철수', { answer_after: 3 })]
}
const PERFECT = ['홍길동 no-answer', '김철수 acknowledged']

const DOUBTS: [string, NewRule][] = [
  ['answers after 6 s', { where: 'create', fault: 'slow', seconds: 6 }],
  ['answers after 20 s', { where: 'create', fault: 'slow', seconds: 20 }],
  ['never answers', { where: 'create', fault: 'accept-then-hang' }],
  ['resets the connection after it took the call', { where: 'create', fault: 'accept-then-reset' }],
  ['says 500 after it took the call', { where: 'create', fault: 'accept-then-500' }],
]

describe.each([
  ['with callbacks', true],
  ['without callbacks', false],
])('D1 %s, a provider that', (_, callbacks) => {
  test.each(DOUBTS)('%s rings each person once for each attempt', async (__, fault) => {
    const world = await openWorld({ callbacks })
    const contacts = await silentThenAnswering(world)
    await world.fault(fault)
    const over = await world.untilOver(await world.page({ contacts, acknowledge_by: 'answer' }))
    expect(outcomes(over)).toEqual(PERFECT)
    const ledger = await world.ledger()
    expect(ledger.dialled()).toEqual(contacts.map(({ phone }) => phone))
    expect(over.attempts.map(({ call_id }) => call_id)).toEqual([ledger.sid(0), ledger.sid(1)])
    expect(ledger.overlaps()).toEqual([])
  })
})

describe('D1 when the list of calls lags', () => {
  test('by two seconds, the call is found all the same', async () => {
    const world = await openWorld({ callbacks: false })
    const contacts = await silentThenAnswering(world)
    await world.control('PUT', '/settings', { list_lag: 2 })
    await world.fault({ where: 'create', fault: 'accept-then-reset' })
    const over = await world.untilOver(await world.page({ contacts, acknowledge_by: 'answer' }))
    expect(outcomes(over)).toEqual(PERFECT)
    expect((await world.ledger()).overlaps()).toEqual([])
  })

  test('by more than we can wait, the next person is rung, and the lost call is hung up when it turns up', async () => {
    const world = await openWorld({ callbacks: false })
    const contacts = await silentThenAnswering(world)
    await world.control('PUT', '/settings', { list_lag: 8 })
    await world.fault({ where: 'create', fault: 'accept-then-reset', times: 1 })
    const over = await world.untilOver(await world.page({ contacts, acknowledge_by: 'answer' }))
    expect(outcomes(over)).toEqual(['홍길동 failed', '김철수 acknowledged'])
    const ledger = await world.ledger()
    expect(ledger.dialled()).toEqual(contacts.map(({ phone }) => phone))
    expect(over.attempts[0]).toMatchObject({ call_id: ledger.sid(0), call_status: 'ended' })
    expect(ledger.ringSeconds(0)).toBeLessThan(15)
  })

  test('and does not answer, nobody else is rung before it was looked at', async () => {
    const world = await openWorld({ callbacks: false })
    const contacts = await silentThenAnswering(world)
    await world.fault(
      { where: 'create', fault: 'accept-then-reset', times: 1 },
      { where: 'list', fault: '503', times: 5 },
    )
    const over = await world.untilOver(await world.page({ contacts, acknowledge_by: 'answer' }))
    expect(outcomes(over)).toEqual(PERFECT)
    expect((await world.ledger()).overlaps()).toEqual([])
  })
})

test('D1 two pages to one person, both in doubt, are told apart by their callbacks', async () => {
  const world = await openWorld()
  const hong = await world.person('홍길동', { answer_after: 6, press: [{ key: '1', after: 9 }] })
  await world.fault({ where: 'create', fault: 'accept-then-500' })
  const messages = ['디스크 가득 참', '결제 API 응답 없음']
  const pages = await Promise.all(messages.map((message) => world.page({ contacts: [hong], message })))
  for (const [i, page] of pages.entries()) {
    const over = await world.untilOver(page)
    expect(over.status).toBe('acknowledged')
    const ledger = await world.ledger()
    const call = [0, 1].find((n) => ledger.sid(n) === over.attempts[0]?.call_id) ?? -1
    expect(ledger.spoken(call)[0]).toContain(messages[i])
  }
  expect((await world.ledger()).dialled()).toHaveLength(2)
})
