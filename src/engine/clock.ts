/** Time as the engine sees it, so that a test can hold it still. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Runs once, `ms` from now. Returns what cancels it. */
  after(ms: number, run: () => void): () => void
}

// setTimeout counts in 32 bits; a longer wait would fire at once.
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * The machine's clock as it stood when the process began, moved on by the monotonic one: when
 * somebody sets the wall clock, no deadline is lost and none comes early.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_TIMER))
    return () => clearTimeout(timer)
  },
}
