import { useEffect, useReducer, useSyncExternalStore } from 'react'
import { live } from './live.ts'

/** The server's time, again every `everyMs` while `running`; it stands still while the connection is lost. */
export function useServerNow(running: boolean, everyMs = 250): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0)
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [running, everyMs])
  return live.now()
}

const TICK_MS = 250
const tickers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
const tickAll = () => {
  for (const tick of tickers) tick()
}

/** One timer for all clocks of the page. */
function ticking(tick: () => void): () => void {
  tickers.add(tick)
  timer ??= setInterval(tickAll, TICK_MS)
  return () => {
    tickers.delete(tick)
    if (tickers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
const standing = () => () => {}

/** What is said of the server's time, again only when it says something else. Not looked at unless `running`. */
export const useTimeText = (running: boolean, textAt: (now: number) => string): string =>
  useSyncExternalStore(running ? ticking : standing, () => textAt(live.now()))

const two = (n: number) => String(n).padStart(2, '0')

/** `00:07`, `12:40`, `3:05:00`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

const spanFormat = kept(
  (language, unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
)

/** A time span in words, to the largest unit: `7초`, `12 min`, `3 days`. */
export function spanText(ms: number, language: string): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const
  const [size, unit] = units.find(([length]) => seconds >= length) ?? [1, 'second']
  return spanFormat(language, unit).format(Math.floor(seconds / size))
}

const ZONE = 'nightbell.zone'
export const SEOUL = 'Asia/Seoul'
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
export const chosenZone = (): string => localStorage.getItem(ZONE) ?? ownZone()

const zoneWatchers = new Set<() => void>()
export function chooseZone(zone: string): void {
  localStorage.setItem(ZONE, zone)
  for (const tell of zoneWatchers) tell()
}

/** For what shows times and is drawn by itself: it is drawn again when the reader chooses another zone. */
export const useZone = (): string =>
  useSyncExternalStore((tell) => {
    zoneWatchers.add(tell)
    return () => zoneWatchers.delete(tell)
  }, chosenZone)

const dayFormat = kept(
  (language, timeZone) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }),
)
const timeFormat = kept(
  (language, timeZone) =>
    new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZone,
      hourCycle: 'h23',
    }),
)

/** `2026. 11. 24. 03:10:05`, in the zone that the reader chose. */
export const dateText = (at: number, language: string): string =>
  `${dayFormat(language, chosenZone()).format(at)} ${timeText(at, language)}`

/** `03:10:05` */
export const timeText = (at: number, language: string): string =>
  timeFormat(language, chosenZone()).format(at)

/** To make a format takes as long as a hundred uses of it. */
function kept<F>(make: (language: string, of: string) => F): (language: string, of: string) => F {
  const made = new Map<string, F>()
  return (language, of) => {
    const format = made.get(language + of) ?? make(language, of)
    made.set(language + of, format)
    return format
  }
}
