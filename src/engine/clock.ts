import { uptime } from 'node:os'

/** Time as the engine sees it, so that a test can hold it still. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Runs once, `ms` from now. Returns what cancels it. */
  after(ms: number, run: () => void): () => void
}

/** What a machine knows of time, each in ms. */
type TimeSources = {
  /** Epoch milliseconds; whoever is root can set it. */
  wall: () => number
  /** Only ever goes forward, but stands still while the machine is suspended. */
  steady: () => number
  /** As `steady`, but goes on while the machine is suspended; coarse. */
  up: () => number
}

const MACHINE: TimeSources = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  up: () => uptime() * 1000,
}

/** `up` has a resolution of 10 ms on Linux and is read at another moment than `steady`. */
const SUSPENDED_MS = 1_000
/** A timer stands still with the machine: a long wait is taken in pieces, so that waking up is noticed. */
const PIECE_MS = 5_000

/**
 * The wall clock as it stood when the process began, moved on by how much time has really passed:
 * when somebody sets the wall clock, no deadline is lost and none comes early; when the machine was
 * suspended, what has fallen due meanwhile is due.
 */
export function steadyClock({ wall, steady, up }: TimeSources = MACHINE): Clock {
  const began = { wall: wall(), steady: steady(), up: up() }
  let suspended = 0

  function now(): number {
    const passed = steady() - began.steady
    const asleep = up() - began.up - passed
    if (asleep - suspended > SUSPENDED_MS) suspended = asleep
    return Math.round(began.wall + passed + suspended)
  }

  return {
    now,
    after(ms, run) {
      const due = now() + ms
      const piece = () => Math.min(Math.max(due - now(), 0), PIECE_MS)
      const look = () => {
        if (now() >= due) run()
        else timer = setTimeout(look, piece())
      }
      let timer = setTimeout(look, piece())
      return () => clearTimeout(timer)
    },
  }
}

export const systemClock: Clock = steadyClock()
