import type { Clock } from './clock.ts'

/**
 * What the engine is in the middle of. Shutting down waits for it, and a virtual clock may move only
 * when nothing is: waiting for the clock itself does not count.
 */
export class Activity {
  readonly #clock: Clock
  #running = 0
  #idle: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get running(): number {
    return this.#running
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running++
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  /** Waits on the clock, in the middle of something that `during` counts. */
  async pause(ms: number): Promise<void> {
    this.#leave()
    await new Promise<void>((resolve) => {
      this.#clock.after(ms, () => {
        this.#running++
        resolve()
      })
    })
  }

  /** Resolves once nothing is running. */
  async idle(): Promise<void> {
    if (this.#running === 0) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #leave(): void {
    this.#running--
    if (this.#running > 0) return
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
