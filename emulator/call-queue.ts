import { hasEnded } from './call.ts'
import { dial } from './life.ts'
import type { Exchange, Line } from './line.ts'

/** Where calls wait when more are asked for than may leave in a second; first come, first served. */
export type CallQueue = {
  join(line: Line): void
  /** Whether one call more would wait longer than Twilio lets it (22005). */
  isFull(): boolean
  /** Looks again who may leave: when the rate was changed, for example. */
  look(): void
  clear(): void
}

/** "Twilio will reject requests to place calls that will not be placed within 24 hours": https://www.twilio.com/docs/api/errors/22005 */
const LONGEST_WAIT_S = 86_400

const nothing = () => {}

export function callQueue({ clock, settings }: Pick<Exchange, 'clock' | 'settings'>): CallQueue {
  let waiting: Line[] = []
  let lastLeft = -Infinity
  let cancelLook: () => void = nothing

  function look(): void {
    cancelLook()
    for (let line = first(); line; line = first()) {
      const now = clock.now()
      const wait = settings.calls_per_second === null ? 0 : lastLeft + 1000 / settings.calls_per_second - now
      if (wait > 0) {
        cancelLook = clock.after(Math.ceil(wait), look)
        return
      }
      waiting.shift()
      lastLeft = now
      line.call.queue_ms = Math.round(now - line.call.created_at)
      dial(line)
    }
  }
  /** Whoever was cancelled meanwhile takes nobody's turn. */
  function first(): Line | null {
    while (waiting[0] && hasEnded(waiting[0].call)) waiting.shift()
    return waiting[0] ?? null
  }

  return {
    join(line) {
      waiting.push(line)
      if (waiting.length === 1 || settings.calls_per_second === null) look()
    },
    isFull() {
      const most = (settings.calls_per_second ?? Infinity) * LONGEST_WAIT_S
      return waiting.length >= most && waiting.filter(({ call }) => !hasEnded(call)).length >= most
    },
    look,
    clear() {
      cancelLook()
      waiting = []
      lastLeft = -Infinity
    },
  }
}
