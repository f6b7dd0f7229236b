import { useSyncExternalStore } from 'react'
import { en } from './en.ts'
import { ko, type Words } from './ko.ts'

export type Language = 'ko' | 'en'
const KEY = 'nightbell.language'
const listeners = new Set<() => void>()

/** The reader's choice, else the browser's first language that is one of ours. */
function chosen(): Language {
  const stored = localStorage.getItem(KEY)
  if (stored === 'ko' || stored === 'en') return stored
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ko' || tag === 'en')
  return first === 'ko' ? 'ko' : 'en'
}

let words: Words = chosen() === 'ko' ? ko : en
document.documentElement.lang = words.language

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
  words = language === 'ko' ? ko : en
  document.documentElement.lang = language
  for (const tell of listeners) tell()
}

/** For what is no component. */
export const language = (): Language => words.language

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The words of the language that is chosen now. */
export const useWords = (): Words => useSyncExternalStore(subscribe, () => words)
