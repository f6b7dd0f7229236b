import type { Kysely } from 'kysely'
import { eventsAfter, type StoredEvent } from '../store/events.ts'
import type { Tables } from '../store/schema.ts'

/** How many of the newest events are kept at hand: enough for a watcher who blinks, bounded for one who sleeps. */
const KEPT = 5_000
const PAGE = 500
/** How many a watcher is handed at a time. */
const HANDED = 100

const nobodyWaits = () => {}

/**
 * Tells watchers what happens. A watcher only remembers the last event it has seen and fetches what
 * follows: from the newest events in memory, or from the database when it is further behind. So
 * history and live stream are one, resuming is starting, and a stalled watcher costs nothing. What
 * other nodes commit is read once for all watchers.
 */
export class Live {
  readonly #db: Kysely<Tables>
  /** Everything after `#from`; ids have no gaps, so an event's place follows from its id. */
  #recent: StoredEvent[] = []
  #from: number
  readonly #heard: (events: readonly StoredEvent[]) => void
  readonly #waiting = new Set<() => void>()
  #reading: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null

  /** `last` is the id of the newest event in the database; `heard` is told every later one, whichever node committed it. */
  constructor(db: Kysely<Tables>, last: number, heard: (events: readonly StoredEvent[]) => void) {
    this.#db = db
    this.#heard = heard
    this.#from = last
  }

  /** The id of the newest event. */
  get last(): number {
    return this.#recent.at(-1)?.id ?? this.#from
  }

  /** Events that this node has just committed, in order. */
  publish(events: readonly StoredEvent[]): void {
    const news = events.filter(({ id }) => id > this.last)
    const [first] = news
    if (!first) return
    if (first.id === this.last + 1) this.#append(news)
    else this.hear(first.id) // Another node has committed in between.
  }

  /** Some node has committed events up to this id. A pulse finds what was not heard, or not read. */
  hear(lastEventId: number): void {
    if (lastEventId > this.last) this.catchUp().catch(() => {})
  }

  /** Reads what other nodes have committed before this call. Whoever asks while it reads shares the next reading. */
  catchUp(): Promise<void> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null
      const read = this.#read()
      this.#reading = read.catch(() => {}) // Whoever asked for it hears of the failure.
      return read
    })
    return this.#next
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await eventsAfter(this.#db, this.last, { limit: PAGE })
      this.#append(page.filter(({ id }) => id > this.last))
      if (page.length < PAGE) return
    }
  }

  /** What follows the newest without a gap. */
  #append(events: readonly StoredEvent[]): void {
    if (events.length === 0) return
    this.#recent.push(...events)
    this.#heard(events)
    if (this.#recent.length > 2 * KEPT) {
      const forgotten = this.#recent.splice(0, this.#recent.length - KEPT)
      this.#from = forgotten.at(-1)?.id ?? this.#from
    }
    // One turn later, when the requests have left that the same commit has begun: with a thousand watchers the
    // next phone would ring 20 ms later.
    setImmediate(() => {
      for (const wake of this.#waiting) wake()
    })
  }

  /**
   * Every event after `after`, oldest first, each exactly once, for as long as the watcher listens.
   * Batches are never empty, and never long: a watcher who does not read holds one of them.
   */
  async *follow(options: {
    after: number
    escalationId?: string
    signal: AbortSignal
  }): AsyncGenerator<readonly StoredEvent[]> {
    let { after } = options
    let wake = nobodyWaits
    options.signal.addEventListener('abort', () => wake())
    while (!options.signal.aborted) {
      const { events, upTo } = await this.#since(after, options.escalationId)
      if (events.length > 0) yield events
      after = upTo
      if (this.last > after || options.signal.aborted) continue
      await new Promise<void>((resolve) => {
        wake = () => {
          this.#waiting.delete(wake)
          resolve()
        }
        this.#waiting.add(wake)
      })
    }
  }

  /** Some of what follows, and the id of the last event that was looked at. */
  async #since(
    after: number,
    escalationId: string | undefined,
  ): Promise<{ events: readonly StoredEvent[]; upTo: number }> {
    if (after < this.#from) {
      const { last } = this
      const events = await eventsAfter(this.#db, after, { escalationId, limit: HANDED })
      // A page may be cut short; only what was looked at is behind us.
      const seen = events.at(-1)?.id ?? after
      return { events, upTo: events.length === HANDED ? seen : Math.max(seen, last) }
    }
    const looked = this.#recent.slice(after - this.#from, after - this.#from + HANDED)
    const events = escalationId === undefined ? looked : looked.filter((e) => e.escalationId === escalationId)
    return { events, upTo: looked.at(-1)?.id ?? after }
  }
}
