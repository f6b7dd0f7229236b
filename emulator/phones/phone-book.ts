import type { TextScript } from '../messages/text-script.ts'
import { unscripted, unscriptedTexts } from './last-digit.ts'
import type { Script, Scripts } from './script.ts'

type PhoneView = { number: string; scripted: boolean; scripts: Scripts; attempts: number; texts: TextScript }

/** Which number behaves how, and how often it was called. */
export type PhoneBook = {
  script(number: string, scripts: Scripts): void
  /** It behaves by its last digit again. */
  forget(number: string): void
  of(number: string): PhoneView
  all(): PhoneView[]
  /** Counts one attempt more and says how the phone behaves this time. */
  nextAttempt(number: string): { attempt: number; script: Script }
  scriptTexts(number: string, script: TextScript): void
  /** What becomes of texts to this number. */
  textsOf(number: string): TextScript
  /** Counts one text more, and says which it is. */
  nextText(number: string): number
  clear(): void
}

export function phoneBook(): PhoneBook {
  const scripted = new Map<string, Scripts>()
  const attempts = new Map<string, number>()
  const textScripts = new Map<string, TextScript>()
  const texts = new Map<string, number>()

  const textsOf = (number: string) => textScripts.get(number) ?? unscriptedTexts(number)
  const of = (number: string): PhoneView => ({
    number,
    scripted: scripted.has(number),
    scripts: scripted.get(number) ?? unscripted(number),
    attempts: attempts.get(number) ?? 0,
    texts: textsOf(number),
  })
  return {
    of,
    all: () => [...new Set([...scripted.keys(), ...attempts.keys()])].map(of),
    script(number, scripts) {
      scripted.set(number, scripts)
      attempts.delete(number) // A new script starts with its first attempt.
    },
    forget(number) {
      scripted.delete(number)
      textScripts.delete(number)
    },
    nextAttempt(number) {
      const { scripts, attempts: before } = of(number)
      attempts.set(number, before + 1)
      return { attempt: before + 1, script: scripts[Math.min(before, scripts.length - 1)] ?? scripts[0] }
    },
    scriptTexts: (number, script) => void textScripts.set(number, script),
    textsOf,
    nextText(number) {
      const ordinal = (texts.get(number) ?? 0) + 1
      texts.set(number, ordinal)
      return ordinal
    },
    clear() {
      textScripts.clear()
      texts.clear()
      scripted.clear()
      attempts.clear()
    },
  }
}

/** Numbers are the same with and without spaces, dashes and parentheses. */
export function plainNumber(number: string): string {
  return number.replaceAll(/[\s()-]/g, '')
}

/** E.164, however it is punctuated. */
export const isNumber = (text: string) => /^\+[1-9]\d{6,14}$/.test(plainNumber(text))

export const NO_NUMBER = 'must be a number in international form, for example +821000000001'
