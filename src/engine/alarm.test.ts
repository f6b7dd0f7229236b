import { expect, test } from 'vitest'
import { virtualClock } from '../../emulator/virtual-clock.ts'
import { createLog } from '../observe/log.ts'
import { Activity } from './activity.ts'
import { Alarm } from './alarm.ts'

/** An alarm on a clock that stands still, and the times at which it rang, in s. */
function openAlarm(ring: (alarm: Alarm, now: number) => Promise<number | null>) {
  const clock = virtualClock(0)
  const activity = new Activity(clock)
  const rang: number[] = []
  const alarm: Alarm = new Alarm({ clock, activity, log: createLog('silent') }, async () => {
    rang.push(clock.now() / 1000)
    return ring(alarm, clock.now())
  })
  return { alarm, rang, pass: (seconds: number) => clock.walk(seconds * 1000, () => activity.idle()) }
}

test('rings at the earliest of the times it was armed for, once', async () => {
  const { alarm, rang, pass } = openAlarm(async () => null)
  for (const at of [9_000, 3_000, 5_000]) alarm.arm(at)
  await pass(20)
  expect(rang).toEqual([3])
})

test('rings again when the work says so', async () => {
  const { alarm, rang, pass } = openAlarm(async (_, now) => (now < 3_000 ? now + 1_000 : null))
  alarm.arm(1_000)
  await pass(20)
  expect(rang).toEqual([1, 2, 3])
})

test('does not lose what it is armed for while it rings', async () => {
  const { alarm, rang, pass } = openAlarm(async (self, now) => {
    if (now < 2_000) self.arm(2_000)
    return null
  })
  alarm.arm(1_000)
  await pass(20)
  expect(rang).toEqual([1, 2])
})

test('tries again after a second when the work fails, and never after it was stopped', async () => {
  const { alarm, rang, pass } = openAlarm(() => Promise.reject(new Error('the database is locked')))
  alarm.arm(1_000)
  await pass(3)
  alarm.stop()
  await pass(20)
  expect(rang).toEqual([1, 2, 3])
})
