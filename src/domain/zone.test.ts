import { expect, test } from 'vitest'
import { dayBegins } from './zone.ts'

test.each([
  ['2026-11-24', 'Asia/Seoul', '2026-11-23T15:00:00.000Z'],
  ['2026-11-24', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', 'Asia/Kathmandu', '2026-11-23T18:15:00.000Z'],
  ['2026-11-24', 'Pacific/Kiritimati', '2026-11-23T10:00:00.000Z'],
  ['2026-11-24', 'Etc/GMT+12', '2026-11-24T12:00:00.000Z'],
  // The night in which clocks go back, and the day after it.
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  // There is no midnight: clocks go from 0 to 1.
  ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, at) => {
  expect(new Date(dayBegins(day, zone)).toISOString()).toBe(at)
})
