import { overlapsOf, ringingOf } from './overlaps.ts'

type LedgerCall = {
  sid: string
  request: { to: string }
  life: { status: string; at: string }[]
  heard: { text: string; voice: string; language: string; complete: boolean }[]
  notifications: { code: number; message: string }[]
}

/** What the telephone network saw: the truth that the product's own account is held against. */
export class Ledger {
  readonly #calls: readonly LedgerCall[]

  constructor({ calls }: { calls: readonly LedgerCall[] }) {
    this.#calls = calls
  }

  /** The numbers that were dialled, in order. */
  dialled(): string[] {
    return this.#calls.map(({ request }) => request.to)
  }

  /** The provider's id of the nth call, counting from 0. */
  sid(n: number): string {
    return this.#at(n).sid
  }

  /** For how long the nth phone rang, or was talked into. */
  ringSeconds(n: number): number {
    const { from, until } = ringingOf(this.#at(n))
    return (until - from) / 1000
  }

  /** What was heard on the nth call, in order. */
  spoken(n: number): string[] {
    return this.#at(n).heard.map(({ text }) => text)
  }

  /** Whether the last words of the nth call were heard to their end. */
  lastWordsComplete(n: number): boolean {
    return this.#at(n).heard.at(-1)?.complete ?? false
  }

  voices(n: number): { voice: string; language: string }[] {
    const all = this.#at(n).heard.map(({ voice, language }) => ({ voice, language }))
    return all.filter((a, i) => all.findIndex((b) => b.voice === a.voice && b.language === a.language) === i)
  }

  /** What the provider complained about during the nth call. */
  notifications(n: number): { code: number; message: string }[] {
    return this.#at(n).notifications
  }

  /** Pairs of calls that rang or talked at the same time. */
  overlaps(): [string, string][] {
    return overlapsOf(this.#calls)
  }

  #at(n: number): LedgerCall {
    const call = this.#calls[n]
    if (!call) throw new Error(`only ${this.#calls.length} calls were made`)
    return call
  }
}
