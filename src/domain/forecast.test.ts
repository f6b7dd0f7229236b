import { expect, test } from 'vitest'
import { costIfPickedUp, forecast } from './forecast.ts'

const hong = { name: '홍길동', phone: '+821000000001' }
const kim = { name: '김철수', phone: '+82200000002' }

test('one phone rings after the other, round by round, each 5 s longer than asked', () => {
  const rings = forecast({ people: [hong, kim], rounds: 2, ringTimeoutSeconds: 15 })
  expect(rings.map(({ name, round, from, until }) => [name, round, from, until])).toEqual([
    ['홍길동', 1, 2, 22],
    ['김철수', 1, 24, 44],
    ['홍길동', 2, 46, 66],
    ['김철수', 2, 68, 88],
  ])
})

test('costs what a mobile and what another number costs, and nothing is guessed', () => {
  const plan = { people: [hong, kim], rounds: 2, ringTimeoutSeconds: 15 } as const
  const minute = 2 * 0.0524 + 2 * 0.0552
  expect(costIfPickedUp(forecast(plan), 60)).toBeCloseTo(minute, 6)
  expect(costIfPickedUp(forecast(plan), 61)).toBeCloseTo(2 * minute, 6) // Every begun minute.
  const abroad = { name: 'x', phone: '+15005550006' }
  expect(costIfPickedUp(forecast({ ...plan, people: [hong, abroad] }), 60)).toBeNull()
})
