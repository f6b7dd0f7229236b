import { daysLater, isDay, timesOf } from '../live/days.ts'

export const PRESETS = [7, 30, 90] as const
type Preset = (typeof PRESETS)[number]

/** Which time, and drills or the real thing, as the address says it. Days are of the reader's zone, both included. */
export type Range = { preset: Preset | null; since: string; until: string; drill: boolean }

export function rangeOf(address: URLSearchParams, today: string): Range {
  const drill = address.get('drill') === 'true'
  const [since, until] = [address.get('since'), address.get('until')]
  if (since !== null || until !== null)
    return { preset: null, since: since ?? until ?? today, until: notLater(until ?? today, today), drill }
  const preset = PRESETS.find((days) => String(days) === address.get('days')) ?? 30
  return { preset, since: daysLater(today, 1 - preset), until: today, drill }
}

const notLater = (day: string, today: string): string => (isDay(day) && day > today ? today : day)

export function addressOf({ preset, since, until, drill }: Range): URLSearchParams {
  return new URLSearchParams({
    ...(preset === null ? { since, until } : { days: String(preset) }),
    ...(drill && { drill: 'true' }),
  })
}

/** What the API is asked. What lasts until today lasts until now, so that the answer says how old it is. */
export function queryOf({ since, until, drill }: Range, zone: string, today: string): string {
  const times = timesOf({ since, ...(until !== today && { until }), zone })
  return new URLSearchParams({ ...times, zone, drill: String(drill) }).toString()
}

/** The history of the same escalations. */
export const historyOf = ({ since, until, drill }: Range, more: Record<string, string> = {}): string =>
  `/history?${new URLSearchParams({ since, until, drill: String(drill), ...more }).toString()}`

/** A chart of more than a year begins where something is to be seen. */
const MOST_EMPTY_DAYS = 366

/** Every day from the first to the last. `begins` is the first on which something happened. */
export function daysOf(since: string, until: string, begins: string | undefined): string[] {
  const isLong = daysBetween(since, until) > MOST_EMPTY_DAYS
  const first = isLong && begins !== undefined ? begins : since
  return Array.from({ length: daysBetween(first, until) + 1 }, (_, i) => daysLater(first, i))
}

const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)

/** `11. 24.`, as short as an axis needs it. */
export const tickOf = (day: string, language: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language, {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  })
