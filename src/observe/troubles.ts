import type { Failure } from '../domain/escalation.ts'
import type { Log } from './log.ts'

/** Something is wrong with Nightbell itself, or with what it depends on. Times are epoch milliseconds. */
export type Trouble = { kind: string; since: number; detail: string; hint: Failure['hint'] }

type Told = (trouble: Trouble, status: 'firing' | 'resolved') => void

/** A trouble that nobody clears is over when it has not come again for so long. */
const FORGET_MS = 10 * 60_000

/**
 * What is wrong now. Each kind is said once when it begins and once when it is over: in the log, to
 * whoever listens, and for as long as it lasts in `/readyz` and the metrics.
 */
export class Troubles {
  readonly #now: () => number
  readonly #log: Log
  readonly #open = new Map<string, Trouble & { lastAt: number }>()
  readonly #told: Told[] = []

  constructor(now: () => number, log: Log) {
    this.#now = now
    this.#log = log
  }

  /** From now on `told` hears of every beginning and end. */
  listen(told: Told): void {
    this.#told.push(told)
  }

  get open(): readonly Trouble[] {
    return [...this.#open.values()].map(({ kind, since, detail, hint }) => ({ kind, since, detail, hint }))
  }

  raise(kind: string, { detail, hint }: Pick<Trouble, 'detail' | 'hint'>): void {
    const now = this.#now()
    const known = this.#open.get(kind)
    this.#open.set(kind, { kind, detail, hint, since: known?.since ?? now, lastAt: now })
    if (known) return
    this.#log.error({ trouble: kind }, `${detail} — ${hint.en}`)
    this.#tell({ kind, since: now, detail, hint }, 'firing')
  }

  clear(kind: string): void {
    const known = this.#open.get(kind)
    if (!known) return
    this.#open.delete(kind)
    this.#log.warn({ trouble: kind }, 'over')
    this.#tell(known, 'resolved')
  }

  /** Ends those that have not been heard of for ten minutes. */
  forgetOld(): void {
    for (const { kind, lastAt } of this.#open.values()) if (this.#now() - lastAt > FORGET_MS) this.clear(kind)
  }

  #tell({ kind, since, detail, hint }: Trouble, status: 'firing' | 'resolved'): void {
    for (const told of this.#told) told({ kind, since, detail, hint }, status)
  }
}
