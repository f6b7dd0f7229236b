import { usualPace, type Pace } from './twiml/speech.ts'

/** How long things take, in seconds, and how strict the emulator is. */
export type Settings = {
  /** From the create request to `initiated`. */
  initiate_after: number
  /** From `initiated` to `ringing`. */
  ring_after: number
  /** From `initiated` to the busy signal, or to the notice that nobody can be reached. */
  refuse_after: number
  /** What Twilio adds to `Timeout`. */
  ring_buffer: number
  /** From the answer to the verdict of machine detection. */
  detect_after: number
  play: number
  /** From the end to the price. */
  rate_after: number
  price_per_minute: number
  pace: Pace
  /** Refuse callback URLs that Twilio could not reach (21609, 21205). */
  public_urls_only: boolean
}

export const usualSettings: Settings = {
  initiate_after: 0.5,
  ring_after: 1,
  refuse_after: 2,
  ring_buffer: 5,
  detect_after: 4,
  play: 3,
  rate_after: 5,
  price_per_minute: 0.05, // A made-up tariff: real ones differ by country and change.
  pace: usualPace,
  public_urls_only: false,
}
