import { useSyncExternalStore } from 'react'
import type { Words } from './ko.ts'

export type Language = 'ko' | 'en'
const KEY = 'nightbell.language'
const listeners = new Set<() => void>()

/** Nobody reads two languages at once: the other one is loaded when it is chosen. */
const LOAD: Record<Language, () => Promise<Words>> = {
  ko: async () => (await import('./ko.ts')).ko,
  en: async () => (await import('./en.ts')).en,
}

/** The reader's choice, else the browser's first language that is one of ours. */
function chosen(): Language {
  const stored = localStorage.getItem(KEY)
  if (stored === 'ko' || stored === 'en') return stored
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ko' || tag === 'en')
  return first === 'ko' ? 'ko' : 'en'
}

let words: Words = await LOAD[chosen()]()
document.documentElement.lang = words.language

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language)
  try {
    words = await LOAD[language]()
  } catch {
    return location.reload() // The server is away, or another one: what is loaded anew says so.
  }
  document.documentElement.lang = language
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The words of the language that is chosen now. */
export const useWords = (): Words => useSyncExternalStore(subscribe, () => words)
