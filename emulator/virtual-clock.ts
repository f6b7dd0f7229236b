import type { Clock } from './clock.ts'

export type VirtualClock = Clock & {
  /** Moves time on by `ms` and runs what falls due, in due order, ties in order of creation. */
  advance(ms: number): void
  /** When the next timer is due, or null when nothing waits. */
  nextDue(): number | null
  /**
   * Like `advance`, but stops at every due time until `settled` resolves: whatever a timer set in
   * motion over the network has then arrived before time goes on.
   */
  walk(ms: number, settled: () => Promise<void>): Promise<void>
}

type Timer = { due: number; run: () => void }

/** A clock that stands still until a test moves it. */
export function virtualClock(startAt = Date.UTC(2030, 0, 1)): VirtualClock {
  let now = startAt
  const timers = new Set<Timer>() // A Set remembers the order of creation, which decides ties.

  function earliest(): Timer | null {
    let first: Timer | null = null
    for (const timer of timers) if (!first || timer.due < first.due) first = timer
    return first
  }
  function runUntil(until: number): void {
    for (let timer = earliest(); timer && timer.due <= until; timer = earliest()) {
      timers.delete(timer)
      now = Math.max(now, timer.due)
      timer.run()
    }
    now = Math.max(now, until)
  }

  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + Math.max(0, ms), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => runUntil(now + ms),
    nextDue: () => earliest()?.due ?? null,
    async walk(ms, settled) {
      const until = now + ms
      await settled()
      for (let timer = earliest(); timer && timer.due <= until; timer = earliest()) {
        runUntil(timer.due)
        await settled()
      }
      runUntil(until)
      await settled()
    },
  }
}
