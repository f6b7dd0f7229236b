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
