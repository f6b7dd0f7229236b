import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Log } from '../observe/log.ts'

const RETRY_MS = 1_000

/**
 * One timer for the earliest of many deadlines that are kept in the database: however many
 * escalations wait, this is all the memory they take, and nothing is lost with it.
 */
export class Alarm {
  readonly #ring: () => Promise<number | null>
  readonly #on: { clock: Clock; activity: Activity; log: Log }
  #armed: { at: number; cancel: () => void } | null = null
  #ringing = false
  #stopped = false

  /** `ring` does what is due and returns when to ring next. When it fails it is tried again. */
  constructor(on: { clock: Clock; activity: Activity; log: Log }, ring: () => Promise<number | null>) {
    this.#on = on
    this.#ring = ring
  }

  /** Rings at `at` (epoch ms) at the latest. */
  arm(at: number): void {
    if (this.#stopped || (this.#armed && this.#armed.at <= at)) return
    this.#armed?.cancel()
    const { clock } = this.#on
    this.#armed = { at, cancel: clock.after(at - clock.now(), () => void this.#go()) }
  }

  stop(): void {
    this.#stopped = true
    this.#armed?.cancel()
  }

  async #go(): Promise<void> {
    this.#armed = null
    const { activity, clock, log } = this.#on
    if (this.#ringing) return this.arm(clock.now()) // Whoever armed it meanwhile is served right after.
    this.#ringing = true
    const next = await activity.during(this.#ring).catch((error: unknown) => {
      log.error({ err: error }, 'could not do what was due; trying again')
      return clock.now() + RETRY_MS
    })
    this.#ringing = false
    if (next !== null) this.arm(next)
  }
}
