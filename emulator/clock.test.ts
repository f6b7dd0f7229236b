import { expect, onTestFinished, test, vi } from 'vitest'
import { realClock } from './clock.ts'

test('clocks with the same speed and the same beginning share one time, whenever they were started', () => {
  vi.useFakeTimers({ now: 1_000_000 })
  onTestFinished(() => void vi.useRealTimers())
  const first = realClock(20, { real: 900_000, simulated: 900_000 })
  vi.advanceTimersByTime(5_000)
  const second = realClock(20, { real: 900_000, simulated: 900_000 })
  expect(first.now()).toBe(900_000 + 20 * 105_000)
  expect(second.now()).toBe(first.now())
})

test('a fast clock does not call early: what waits 2 s at twenty times the speed finds 2 s gone', async () => {
  const clock = realClock(20)
  const begun = clock.now()
  await new Promise<void>((resolve) => clock.after(2_000, resolve))
  expect(clock.now() - begun).toBeGreaterThanOrEqual(2_000)
})
