import { useEffect, useReducer } from 'react'
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

const two = (n: number) => String(n).padStart(2, '0')

/** `00:07`, `12:40`, `3:05:00`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
}

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
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' })
  return format.format(Math.floor(seconds / size))
}

/** How long something took: `31초`, `2시간 5분`, `1 min, 12 sec`; `narrow`: `1m 12s`. */
export function lengthText(ms: number, language: string, display: 'short' | 'narrow' = 'short'): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const parts = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const
  const first = parts.findIndex(([n]) => n > 0)
  const shown = first < 0 ? parts.slice(2) : parts.slice(first, first + 2).filter(([n]) => n > 0)
  return shown
    .map(([n, unit]) => n.toLocaleString(language, { style: 'unit', unit, unitDisplay: display }))
    .join(' ')
}

const ZONE = 'nightbell.zone'
export const SEOUL = 'Asia/Seoul'
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
export const chosenZone = (): string => localStorage.getItem(ZONE) ?? ownZone()
export const chooseZone = (zone: string): void => localStorage.setItem(ZONE, zone)

/** `2026. 11. 24. 23:10:05 GMT+9`, in the zone that the reader chose. */
export const dateText = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: chosenZone(),
  }).format(at)

export const timeText = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone: chosenZone(), hourCycle: 'h23' }).format(
    at,
  )
