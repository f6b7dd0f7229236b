import { clockText } from './time.ts'

/** How long something took or takes: `2.6초`, `31초`, `2시간 5분`, `1 min 12 sec`; `narrow`: `1m 12s`. Tenths matter below ten seconds. */
export function lengthText(ms: number, language: string, display: 'short' | 'narrow' = 'short'): string {
  const tenths = Math.max(0, Math.round(ms / 100))
  const seconds = tenths < 100 ? tenths / 10 : Math.round(tenths / 10)
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

/** How long after the beginning: `+2.6`, `+12:40`. */
export const sinceText = (ms: number): string => `+${ms < 60_000 ? (ms / 1000).toFixed(1) : clockText(ms)}`
