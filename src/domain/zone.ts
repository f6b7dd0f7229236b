/** A day as `2026-11-24`, and the hour of it that a clock there shows, 0 to 23. */
export type CalendarHour = { day: string; hour: number }

const HOUR_MS = 3600 * 1000
const QUARTER_MS = HOUR_MS / 4

/** False for what is no IANA time zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * What day and hour it is in a zone at a time (epoch ms). Formatting takes microseconds and there may
 * be a hundred thousand times, so each quarter of an hour is looked at once: no zone's offset is finer.
 */
export function hoursOf(zone: string): (at: number) => CalendarHour {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const known = new Map<number, CalendarHour>()
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS)
    let hour = known.get(quarter)
    if (!hour) {
      const parts = new Map(
        format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, value]),
      )
      const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
      hour = { day, hour: Number(parts.get('hour')) }
      known.set(quarter, hour)
    }
    return hour
  }
}

/**
 * When a day (`2026-11-24`) begins in a zone, in epoch ms. Not everywhere at midnight, and not every
 * 24 hours: it is looked for, between the zones that have it first and last.
 */
export function dayBegins(day: string, zone: string): number {
  const hourOf = hoursOf(zone)
  const inGreenwich = Date.parse(`${day}T00:00:00Z`)
  let [before, from] = [inGreenwich - 15 * HOUR_MS, inGreenwich + 13 * HOUR_MS]
  while (from - before > QUARTER_MS) {
    const middle = before + Math.floor((from - before) / 2 / QUARTER_MS) * QUARTER_MS
    if (hourOf(middle).day < day) before = middle
    else from = middle
  }
  return from
}
