import { useSyncExternalStore } from 'react'
import { dayBegins, hoursOf } from '../../src/wire/display.ts'
import { live } from './live.ts'
import { chosenZone } from './time.ts'

/** The zone that the reader chose, and what day it is there by the server's clock. */
export function useToday(): { zone: string; today: string } {
  const text = useSyncExternalStore(live.subscribe, () => {
    const zone = chosenZone()
    return `${hoursOf(zone)(live.now()).day} ${zone}`
  })
  const [today = '', zone = ''] = text.split(' ')
  return { zone, today }
}

/** Whether it is a day of the calendar, written `2026-11-24`. */
export function isDay(text: string | undefined): text is string {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** These days, both included, as the API asks for times. What is not given, or no day, is left as it is. */
export function timesOf({ since, until, zone }: { since?: string; until?: string; zone: string }) {
  const begins = (day: string) => new Date(dayBegins(day, zone)).toISOString()
  return {
    ...(since !== undefined && { since: isDay(since) ? begins(since) : since }),
    ...(until !== undefined && { until: isDay(until) ? begins(daysLater(until, 1)) : until }),
  }
}

/** `11월 24일 (화)`; with the year where it is not this one. */
export function dayText(day: string, language: string, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const }
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language, {
    ...year,
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  })
}
