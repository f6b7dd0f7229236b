import { expect, test } from 'vitest'
import { attemptIdOf, type AttemptId, type CallId } from '../domain/attempt.ts'
import { Pace } from './pace.ts'

const ids = (from: number, count: number): AttemptId[] =>
  Array.from({ length: count }, (_, i) => attemptIdOf(`esc_${from + i}`, 1))

/** A pace behind which nobody waits, and how many it would let through at once. */
function open() {
  const pace = new Pace()
  pace.behind = false
  const rang = (attempt: AttemptId, askedAt: number, rangAt: number) => {
    const callId = 'CA1' as CallId
    pace.heed([
      { type: 'call_initiated', at: askedAt, attempt, callId },
      { type: 'call_ringing', at: rangAt, attempt, callId },
    ])
  }
  return { pace, rang }
}

test('lets through what there is room for; the rest waits', () => {
  const { pace } = open()
  expect([...pace.admit(ids(0, 12), 0)]).toEqual(ids(0, 10))
  expect(pace.room(0)).toBe(0)
})

test('nobody overtakes those who wait', () => {
  const { pace, rang } = open()
  pace.admit(ids(0, 12), 0)
  rang(attemptIdOf('esc_0', 1), 0, 2_000)
  expect(pace.room(0)).toBeGreaterThan(0)
  expect(pace.admit(ids(50, 1), 0).size).toBe(0)
  expect(pace.lookAgainAt(0)).toBe(0)
})

test('opens while phones ring soon, and closes while they do not', () => {
  const { pace, rang } = open()
  for (const id of pace.admit(ids(0, 10), 0)) rang(id, 0, 3_000)
  expect(pace.room(0)).toBe(20)
  for (const id of pace.admit(ids(10, 20), 0)) rang(id, 0, 25_000)
  expect(pace.room(0)).toBe(4)
})

test('waits a moment when the provider says "not now", and lets fewer through', () => {
  const { pace } = open()
  pace.slowDown(1_000)
  expect(pace.admit(ids(0, 3), 1_500).size).toBe(0)
  expect(pace.lookAgainAt(1_500)).toBe(2_000)
  expect(pace.room(2_000)).toBe(5)
})

test('a call that was refused, or given up, makes room', () => {
  const { pace } = open()
  const [first, second] = ids(0, 2) as [AttemptId, AttemptId]
  pace.admit(ids(0, 10), 0)
  pace.heed([{ type: 'call_failed', at: 0, attempt: first, reason: 'failed' }])
  pace.leave([second])
  expect(pace.room(0)).toBe(2)
})
