import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { steadyClock } from './clock.ts'

const HOUR = 3_600_000
const STEP = 100

/** A machine whose clocks are in our hands. */
function machine() {
  const time = { wall: Date.UTC(2030, 0, 1), steady: 5_000, up: 90_000 }
  const clock = steadyClock({ wall: () => time.wall, steady: () => time.steady, up: () => time.up })
  /** In small steps, as the timers read the clocks when they run. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= STEP) {
      const step = Math.min(left, STEP)
      for (const name of ['wall', 'steady', 'up'] as const) time[name] += step
      vi.advanceTimersByTime(step)
    }
  }
  const suspend = (ms: number) => {
    time.wall += ms
    time.up += ms
  }
  return { clock, time, pass, suspend }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each([HOUR, -HOUR])('D11 goes on evenly when somebody sets the wall clock by %i ms', (jump) => {
  const { clock, time, pass } = machine()
  const before = clock.now()
  time.wall += jump
  pass(10_000)
  expect(clock.now()).toBe(before + 10_000)
})

test('D11 knows how late it is after the machine was suspended', () => {
  const { clock, pass, suspend } = machine()
  const before = clock.now()
  suspend(HOUR)
  pass(1_000)
  expect(clock.now()).toBe(before + HOUR + 1_000)
})

test('D11 what fell due while the machine was suspended comes within seconds of its waking up, and only once', () => {
  const { clock, pass, suspend } = machine()
  const ran: number[] = []
  clock.after(600_000, () => ran.push(clock.now()))
  pass(60_000)
  suspend(HOUR)
  pass(5_000)
  expect(ran).toHaveLength(1)
  pass(600_000)
  expect(ran).toHaveLength(1)
})

test('runs at its time, and not when it was cancelled', () => {
  const { clock, pass } = machine()
  const ran: string[] = []
  clock.after(12_000, () => ran.push('kept'))
  const cancel = clock.after(12_000, () => ran.push('cancelled'))
  pass(11_999)
  expect(ran).toEqual([])
  cancel()
  pass(1)
  expect(ran).toEqual(['kept'])
})
