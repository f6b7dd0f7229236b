import { unscripted } from './last-digit.ts'
import type { Script, Scripts } from './script.ts'

type PhoneView = { number: string; scripted: boolean; scripts: Scripts; attempts: number }

/** Which number behaves how, and how often it was called. */
export type PhoneBook = {
  script(number: string, scripts: Scripts): void
  forget(number: string): boolean
  of(number: string): PhoneView
  all(): PhoneView[]
  /** Counts one attempt more and says how the phone behaves this time. */
  nextAttempt(number: string): { attempt: number; script: Script }
  clear(): void
}

export function phoneBook(): PhoneBook {
  const scripted = new Map<string, Scripts>()
  const attempts = new Map<string, number>()

  const of = (number: string): PhoneView => ({
    number,
    scripted: scripted.has(number),
    scripts: scripted.get(number) ?? unscripted(number),
    attempts: attempts.get(number) ?? 0,
  })
  return {
    of,
    all: () => [...new Set([...scripted.keys(), ...attempts.keys()])].map(of),
    script(number, scripts) {
      scripted.set(number, scripts)
      attempts.delete(number) // A new script starts with its first attempt.
    },
    forget: (number) => scripted.delete(number),
    nextAttempt(number) {
      const { scripts, attempts: before } = of(number)
      attempts.set(number, before + 1)
      return { attempt: before + 1, script: scripts[Math.min(before, scripts.length - 1)] ?? scripts[0] }
    },
    clear() {
      scripted.clear()
      attempts.clear()
    },
  }
}

/** Numbers are the same with and without spaces, dashes and parentheses. */
export function plainNumber(number: string): string {
  return number.replaceAll(/[\s()-]/g, '')
}
