import { expect, test } from 'vitest'
import { openWorld } from '../support/world.ts'

const HOUR = 3_600_000

test.each([
  ['back', -HOUR, ['no-answer', 'acknowledged']],
  // Nobody can tell a clock that was set forward from an hour without power: the guard has struck, once.
  ['forward', HOUR, ['timeout', 'acknowledged']],
])(
  'D11 no deadline is lost, and no dials follow each other in haste, when the clock was set %s an hour over a restart',
  async (_, clockSetBy, outcomes) => {
    const world = await openWorld({ callbacks: false })
    const hong = await world.person('홍길동', { never: true })
    const kim = await world.person('김철수', { answer_after: 2 })
    const page = await world.page({ contacts: [hong, kim], acknowledge_by: 'answer' })
    await world.untilCall(page, 'ringing')
    await world.restart({ clockSetBy })
    const before = world.clock.now()
    const over = await world.untilOver(page)
    expect(over.attempts.map(({ outcome }) => outcome)).toEqual(outcomes)
    expect(world.clock.now() - before).toBeLessThan(120_000)
    const ledger = await world.ledger()
    expect(ledger.dialled()).toEqual([hong.phone, kim.phone])
    expect(ledger.overlaps()).toEqual([])
  },
)
