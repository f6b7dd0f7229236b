import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Log } from '../observe/log.ts'
import { isAway } from '../store/database.ts'

const RETRY_MS = 1_000

/**
 * One timer for the earliest of many deadlines that are kept in the database: however many
 * escalations wait, this is all the memory they take, and nothing is lost with it.
 */
export class Alarm {
  readonly #ring: () => Promise<number | null>
  readonly #on: { clock: Clock; activity: Activity; log: Log }
  #armed: { at: number; cancel: () => void } | null = null
  /** While it rings: the earliest time that somebody asked for meanwhile, or Infinity. */
  #ringing: { meanwhile: number } | null = null
  #stopped = false

  /** `ring` does what is due and returns when to ring next. When it fails it is tried again. */
  constructor(on: { clock: Clock; activity: Activity; log: Log }, ring: () => Promise<number | null>) {
    this.#on = on
    this.#ring = ring
  }

  /** Rings at `at` (epoch ms) at the latest. */
  arm(at: number): void {
    if (this.#stopped || (this.#armed && this.#armed.at <= at)) return
    if (this.#ringing) {
      this.#ringing.meanwhile = Math.min(this.#ringing.meanwhile, at)
      return
    }
    this.#armed?.cancel()
    const { clock } = this.#on
    const ring = () => void this.#on.activity.during(() => this.#go())
    this.#armed = { at, cancel: clock.after(at - clock.now(), ring) }
  }

  stop(): void {
    this.#stopped = true
    this.#armed?.cancel()
  }

  async #go(): Promise<void> {
    this.#armed = null
    const { clock, log } = this.#on
    const ringing = (this.#ringing = { meanwhile: Infinity })
    const next = await this.#ring().catch((error: unknown) => {
      log[isAway(error) ? 'debug' : 'error']({ err: error }, 'could not do what was due; trying again')
      return clock.now() + RETRY_MS
    })
    this.#ringing = null
    const at = Math.min(next ?? Infinity, ringing.meanwhile)
    if (at < Infinity) this.arm(at)
  }
}
