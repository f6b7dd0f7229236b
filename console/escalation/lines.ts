import type { EscalationEvent } from '../../src/wire/event.ts'
import { LogLines } from '../../src/wire/log-lines.ts'

/** `at` is when what the line tells began, epoch ms; `since` how long that was after the start. */
export type Line = { key: string; text: string; at: number; since: number }

/**
 * The log in its original form: a later line with the same key takes the place of the earlier one,
 * and keeps the time at which that began. What was written already is not written again for one more
 * event: a log of thousands follows each in a millisecond.
 */
export class Lines {
  readonly #language: 'ko' | 'en'
  #log: LogLines
  #lines = new Map<string, Line>()
  #shown: readonly Line[] = []
  #done: readonly EscalationEvent[] = []

  constructor(language: 'ko' | 'en') {
    this.#language = language
    this.#log = new LogLines(language)
  }

  /** The same list as before when nothing in it has changed; a line that has not changed is the same object. */
  of(events: readonly EscalationEvent[]): readonly Line[] {
    const last = this.#done.length - 1
    if (events === this.#done) return this.#shown
    if (events[0] !== this.#done[0] || events[last] !== this.#done[last]) this.#forget()
    const start = Date.parse(events[0]?.timestamp ?? '')
    let changed = false
    for (const event of events.slice(this.#done.length)) {
      const line = this.#log.lineOf(event)
      if (!line) continue
      const at = Date.parse(event.timestamp)
      this.#lines.set(line.key, { at, since: at - start, ...this.#lines.get(line.key), ...line })
      changed = true
    }
    this.#done = events
    if (changed) this.#shown = [...this.#lines.values()]
    return this.#shown
  }

  #forget(): void {
    this.#log = new LogLines(this.#language)
    this.#lines = new Map()
    this.#shown = []
    this.#done = []
  }
}
