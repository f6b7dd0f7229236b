import { expect, test } from 'vitest'
import { openWorld, outcomes } from '../support/world.ts'

test('D20 told to end, it dials nobody any more: the next person is rung by the next start', async () => {
  const world = await openWorld()
  const hong = await world.person('홍길동', { busy: true })
  const kim = await world.person('김철수', { answer_after: 2, press: [{ key: '1', after: 6 }] })
  const refusal = { status: 400, code: 21211, message: 'no' }
  await world.fault({ where: 'create', fault: 'refuse', refusal, to: hong.phone })
  const refuse = world.holdNextCreate()
  const page = await world.page({ contacts: [hong, kim] })
  await world.pass(1)
  await world.restart({
    ending: refuse,
    ended: async () => expect((await world.ledger()).dialled()).toEqual([]),
  })
  expect(outcomes(await world.untilOver(page))).toEqual(['홍길동 failed', '김철수 acknowledged'])
  expect((await world.ledger()).dialled()).toEqual([kim.phone])
})
