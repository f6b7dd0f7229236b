import type { PhoneEvent } from '../../src/wire/simulator.ts'
import { readStream, timeOf } from '../live/stream.ts'
import { isNotSignedIn } from '../session/session.ts'

/** `reconnecting`: what is shown is the past, and it comes back by itself. `refused`: it does not. */
export type LineStatus = 'connecting' | 'connected' | 'reconnecting' | 'refused'

type Listening = {
  /** The key of a phone that was lent. */
  headers?: Record<string, string>
  signal: AbortSignal
  opened(): void
  event(event: PhoneEvent): void
  became(status: LineStatus): void
}

/** The server speaks every 2 s. */
const SILENCE_MS = 5_500
const PAUSES_MS = [200, 700, 1_500, 3_000]

/** The wire of the phones: what happens to them, and what time it is there. */
export class PhoneLine {
  #clock = { at: performance.now(), now: Date.now(), speed: 1 }
  #lost = false

  /** The phones' time, epoch ms. It stands still while nothing is heard: nothing is claimed that is not known. */
  now(): number {
    const { at, now, speed } = this.#clock
    return this.#lost ? now : now + (performance.now() - at) * speed
  }

  get speed(): number {
    return this.#clock.speed
  }

  /** Seconds since the last word. */
  age(): number {
    return Math.round((performance.now() - this.#clock.at) / 1000)
  }

  /** Until `signal`, or until a key opens nothing any more: it ends with the process that gave it. */
  async listen(target: string, on: Listening): Promise<void> {
    for (let failures = 0; !on.signal.aborted; failures++) {
      const connected = () => {
        failures = 0
        on.opened()
        on.became('connected')
      }
      const error = await this.#once(target, on, connected)
      if (on.signal.aborted) return
      this.#lost = true
      if (on.headers && isNotSignedIn(error)) return on.became('refused')
      on.became('reconnecting')
      await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0, on.signal)
    }
  }

  /** One connection; what ended it. */
  async #once(target: string, on: Listening, connected: () => void): Promise<unknown> {
    const over = new AbortController()
    // The browser says that there is no network: nothing is gained by waiting for silence.
    window.addEventListener('offline', () => over.abort(), { signal: over.signal })
    try {
      return await readStream(target, {
        ...(on.headers && { headers: on.headers }),
        silenceMs: SILENCE_MS,
        signal: AbortSignal.any([on.signal, over.signal]),
        opened: connected,
        comment: (comment) => this.#timeIs(comment),
        data: (data) => on.event(JSON.parse(data)),
      })
    } catch (error) {
      return error
    } finally {
      over.abort()
    }
  }

  #timeIs(comment: string): void {
    const time = timeOf(comment)
    if (!time) return
    this.#clock = { at: performance.now(), ...time }
    this.#lost = false
  }
}

/** For so long, or until the browser has a network again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController()
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    window.addEventListener('online', end, { signal: over.signal })
    signal.addEventListener('abort', end, { signal: over.signal })
  })
}
