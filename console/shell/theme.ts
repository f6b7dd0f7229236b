import { useSyncExternalStore } from 'react'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
const KEY = 'nightbell.theme'
const listeners = new Set<() => void>()

const theme = (): Theme => THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'system'

/** Without a choice the device's own setting holds, which CSS knows. */
function apply(): void {
  if (theme() === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme()
}
apply()

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen)
  apply()
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
export const useTheme = (): Theme => useSyncExternalStore(subscribe, theme)

const night = matchMedia('(prefers-color-scheme: dark)')

/** Whether it is dark, by choice or as the device has it: for what CSS does not paint. */
export const useDark = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      night.addEventListener('change', tell)
      const leave = subscribe(tell)
      return () => {
        night.removeEventListener('change', tell)
        leave()
      }
    },
    () => (theme() === 'system' ? night.matches : theme() === 'dark'),
  )
