import { z } from 'zod'
import { problemOf, type Problem } from './problem.ts'
import { usualPace } from './twiml/speech.ts'

const seconds = z.number().min(0).max(86_400)
const perSecond = z.number().gt(0).max(1_000)
const prefix = z.string().regex(/^\+\d{1,14}$/, 'must begin with +, for example +82')
const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +15005550006')

/** How long things take, in seconds, and how strict the emulator is. */
const shape = z.strictObject({
  /** From leaving the queue to `initiated`. */
  initiate_after: seconds,
  /** From `initiated` to `ringing`. */
  ring_after: seconds,
  /** From `initiated` to the busy signal, or to the notice that nobody can be reached. */
  refuse_after: seconds,
  /** What Twilio adds to `Timeout`. */
  ring_buffer: seconds,
  /** From the answer to the verdict of machine detection. */
  detect_after: seconds,
  play: seconds,
  /** From the request for a text to `sent`, and from there to `undelivered`. */
  send_after: seconds,
  deliver_after: seconds,
  /** From the end to the price. */
  rate_after: seconds,
  price_per_minute: z.number().min(0).max(1_000),
  pace: z.strictObject({ syllables_per_second: perSecond, characters_per_second: perSecond }),
  /** Calls that may leave the queue in a second; null: as many as come. Twilio's own default is 1. */
  calls_per_second: perSecond.nullable(),
  /** Calls that may be queued or going on at the same time; null: any number. */
  concurrency: z.int().min(1).nullable(),
  /** How long a new call is missing from the list; it can be fetched at once. */
  list_lag: seconds,
  /** Refuse callback URLs that Twilio could not reach (21609, 21205). */
  public_urls_only: z.boolean(),
  /** The account's own numbers and verified caller ids (21210); null: any. */
  caller_ids: z.array(number).nullable(),
  /** Beginnings of numbers that may be called, `+82` for example (21215); null: any. */
  permitted_prefixes: z.array(prefix).nullable(),
  /** `trial`: few parameters, and only to verified numbers of the own country. */
  profile: z.enum(['full', 'trial']),
  /** Whom a trial account may call (21219) and text (21608); Twilio allows five. */
  verified_numbers: z.array(number).max(5),
  /** How the numbers of a trial account's own country begin. */
  own_prefix: prefix,
  /** By how many seconds the `Date` of its answers is ahead of this machine's clock; negative: behind. */
  date_ahead: z.number().min(-86_400).max(86_400),
  /** What faults with a probability follow from, so that a run can be repeated. */
  seed: z.int(),
})
export type Settings = z.infer<typeof shape>

export const usualSettings: Settings = {
  initiate_after: 0.5,
  ring_after: 1,
  refuse_after: 2,
  ring_buffer: 5,
  detect_after: 4,
  play: 3,
  send_after: 0.5,
  deliver_after: 2,
  rate_after: 5,
  price_per_minute: 0.05, // A made-up tariff: real ones differ by country and change.
  pace: usualPace,
  calls_per_second: null,
  concurrency: null,
  list_lag: 0,
  public_urls_only: false,
  caller_ids: null,
  permitted_prefixes: null,
  profile: 'full',
  verified_numbers: [],
  own_prefix: '+82',
  date_ahead: 0,
  seed: 0,
}

/** Some of the settings, as somebody sent them. */
export function readSettings(input: unknown): { settings: Partial<Settings> } | Problem {
  const read = shape.partial().safeParse(input)
  if (!read.success) return problemOf(read.error)
  const given = Object.entries(read.data).filter(([, value]) => value !== undefined)
  return { settings: Object.fromEntries(given) }
}
