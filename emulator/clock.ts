/** Time as the emulator sees it: epoch milliseconds, and timers that can be cancelled. */
export type Clock = {
  now(): number
  /** Runs `run` once, `ms` from now, and returns what cancels it. */
  after(ms: number, run: () => void): () => void
}

export type RealClock = Clock & {
  /** Simulated seconds per real second. */
  speed(): number
  setSpeed(speed: number): void
  /** Forgets every timer, so that a process can end. */
  stop(): void
}

type Waiting = { due: number; run: () => void; handle: NodeJS.Timeout }

/** setTimeout holds 31 bits; a longer wait is taken in pieces. */
const longestWait = 2 ** 31 - 1

/**
 * The clock on the wall, made faster for people who watch. Time itself is scaled, not only
 * the timers: a call that took 20 simulated seconds must say so in its `duration`.
 *
 * `start` (epoch ms) is which simulated time it was at which real time: processes that are given the
 * same speed and the same start share one time.
 */
export function realClock(
  initialSpeed = 1,
  start: { real: number; simulated: number } = rightNow(),
): RealClock {
  let speed = initialSpeed
  let base = start
  const waiting = new Set<Waiting>()
  const now = () => base.simulated + (Date.now() - base.real) * speed

  function arm(timer: Waiting): void {
    const real = Math.min((timer.due - now()) / speed, longestWait)
    timer.handle = setTimeout(() => fire(timer), Math.max(0, Math.ceil(real)))
  }
  function fire(timer: Waiting): void {
    if (timer.due > now()) return arm(timer)
    waiting.delete(timer)
    timer.run()
  }
  function cancel(timer: Waiting): void {
    clearTimeout(timer.handle)
    waiting.delete(timer)
  }

  return {
    now,
    after(ms, run) {
      const timer: Waiting = { due: now() + ms, run, handle: setTimeout(() => {}, 0) }
      clearTimeout(timer.handle)
      waiting.add(timer)
      arm(timer)
      return () => cancel(timer)
    },
    speed: () => speed,
    setSpeed(next) {
      base = { simulated: now(), real: Date.now() }
      speed = next
      for (const timer of waiting) {
        clearTimeout(timer.handle)
        arm(timer)
      }
    },
    stop: () => waiting.forEach(cancel),
  }
}

function rightNow() {
  const now = Date.now()
  return { real: now, simulated: now }
}
