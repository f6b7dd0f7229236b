import type { Clock } from './clock.ts'

/** Timers that end together, such as those of one call. */
export type Timers = { after(seconds: number, run: () => void): () => void; cancelAll(): void }

export function timersOn(clock: Clock): Timers {
  const cancels = new Set<() => void>()
  return {
    after(seconds, run) {
      const cancelTimer = clock.after(Math.round(seconds * 1000), () => {
        cancels.delete(cancel)
        run()
      })
      const cancel = () => {
        cancels.delete(cancel)
        cancelTimer()
      }
      cancels.add(cancel)
      return cancel
    },
    cancelAll() {
      for (const cancel of cancels) cancel()
    },
  }
}
