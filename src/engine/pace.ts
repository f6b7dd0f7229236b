import type { AttemptId } from '../domain/attempt.ts'
import type { Event } from '../domain/escalation.ts'

/** How many calls may be asked for at first, before anything is known of the provider. */
const FIRST_WINDOW = 10
/** However slowly phones ring, so many may be on their way. */
const LEAST = 4
const MOST = 500
/** A call that rings within this time did not wait in the provider's queue: dialling abroad takes 2–8 s. */
const QUICK_MS = 10_000
const SLOW_MS = 20_000
/** After a refusal that says "not now". */
const PAUSE_MS = 1_000

/**
 * How many calls may be on their way at once, from our request until the phone rings. A provider
 * that is limited to one call per second queues the rest for us, first come first served; a burst of
 * alerts would then wait there, out of our hands, behind calls that nobody needs any more. So the
 * queue is kept here, where urgency counts, and the provider's stays short: the window grows while
 * phones ring soon after they were asked for and shrinks when they do not, as a TCP sender's does.
 */
export class Pace {
  readonly #onTheWay = new Map<AttemptId, { acceptedAt: number | null }>()
  #window = FIRST_WINDOW
  #pausedUntil = 0
  /** Whether calls wait for their turn in the database, as far as we know; nobody may overtake them. */
  #behind = true

  /** How many of `wanted` new calls may be asked for at once; the others must wait behind those that wait. */
  admit(wanted: readonly AttemptId[], now: number): ReadonlySet<AttemptId> {
    const admitted = wanted.slice(0, this.#behind ? 0 : this.room(now))
    if (admitted.length < wanted.length) this.#behind = true
    this.enter(admitted)
    return new Set(admitted)
  }

  /** Calls that are asked for now. */
  enter(attempts: Iterable<AttemptId>): void {
    for (const id of attempts) this.#onTheWay.set(id, { acceptedAt: null })
  }

  /** They are not asked for after all. */
  leave(attempts: Iterable<AttemptId>): void {
    for (const id of attempts) this.#onTheWay.delete(id)
  }

  room(now: number): number {
    return now < this.#pausedUntil ? 0 : Math.max(0, this.#window - this.#onTheWay.size)
  }

  /** Whether more calls wait than were just taken up. */
  set behind(behind: boolean) {
    this.#behind = behind
  }

  /** When somebody who waits should look again, epoch ms; null when nobody can go on now, or nobody waits. */
  lookAgainAt(now: number): number | null {
    if (!this.#behind) return null
    if (now < this.#pausedUntil) return this.#pausedUntil
    return this.room(now) > 0 ? now : null
  }

  /** The provider says "not now": everybody waits a moment, and fewer are asked for at once. */
  slowDown(now: number): void {
    this.#pausedUntil = now + PAUSE_MS
    this.#window = Math.max(1, Math.floor(this.#window / 2))
  }

  /** Learns from what happened how quickly phones ring. */
  heed(events: readonly Event[]): void {
    for (const event of events) {
      if (!('attempt' in event)) continue
      const onTheWay = this.#onTheWay.get(event.attempt)
      if (!onTheWay) continue
      if (event.type === 'call_initiated') onTheWay.acceptedAt = event.at
      else if (ARRIVED.has(event.type)) this.#arrived(event.attempt, onTheWay.acceptedAt, event.at)
    }
  }

  #arrived(attempt: AttemptId, acceptedAt: number | null, at: number): void {
    this.#onTheWay.delete(attempt)
    if (acceptedAt === null) return
    const took = at - acceptedAt
    if (took <= QUICK_MS) this.#window = Math.min(MOST, this.#window + 1)
    else if (took >= SLOW_MS && this.#window > LEAST)
      this.#window = Math.max(LEAST, Math.floor(this.#window / 2))
  }
}

/** From here on a call is not in the provider's queue, or there is none. */
const ARRIVED = new Set<Event['type']>([
  'call_ringing',
  'call_answered',
  'call_ended',
  'call_error',
  'call_failed',
])
