import type { Twilio } from 'twilio'
import { askAtDeparture, whileAllowed } from './departure.ts'
import { noAnswer, notAllowed, providerError } from './errors.ts'

/** How to reach Twilio, and how Twilio reaches us. */
export type TwilioSettings = {
  accountSid: string
  authToken: string
  /** The other token while one is being replaced: callbacks signed with it are believed too. */
  authTokenSecondary?: string | undefined
  /** The number that calls, E.164. */
  from: string
  /** Another server that speaks Twilio's language; without it, Twilio. */
  baseUrl?: string | undefined
  /** Where Twilio reaches us, without a trailing slash; null when it cannot. */
  publicUrl: string | null
}

/**
 * Twilio answers a create in well under a second. Whatever takes longer than this is looked for
 * rather than waited for: the phone may be ringing already.
 */
const REQUEST_TIMEOUT_MS = 5_000
/** Until then the SDK keeps the connection of a request that nobody waits for any more. */
const FORGOTTEN_AFTER_MS = 30_000

/**
 * Makes one request of Twilio. Throws `ProviderError`, also when the whole answer is not there in
 * time, or when `mayLeave` says no in the moment in which the request would leave.
 */
export type Ask = <T>(request: (twilio: Twilio) => Promise<T>, mayLeave?: () => boolean) => Promise<T>

/** Runs once, `ms` from now, on the engine's clock. Returns what cancels it. */
export type After = (ms: number, run: () => void) => () => void

/** Loads the SDK at first use: it takes 0.2 s and 29 MB that a start need not wait for. */
export function askTwilio({ accountSid, authToken, baseUrl }: TwilioSettings, after: After): Ask {
  let client: Promise<Twilio> | null = null

  async function load(): Promise<Twilio> {
    const { default: twilio } = await import('twilio')
    const made = twilio(accountSid, authToken, { timeout: FORGOTTEN_AFTER_MS })
    if (baseUrl !== undefined) made.api.baseUrl = made.voice.baseUrl = baseUrl
    askAtDeparture(made.httpClient)
    return made
  }

  return async (request, mayLeave = () => true) => {
    let refused = false
    const allowed = () => {
      refused = !mayLeave()
      return !refused
    }
    try {
      const twilio = await (client ??= load())
      return await within(after, (inTime) =>
        whileAllowed(
          () => inTime() && allowed(),
          () => request(twilio),
        ),
      )
    } catch (error) {
      throw refused ? notAllowed() : providerError(error)
    }
  }
}

/**
 * The SDK's own time-out is for silence only: tried, an answer in drips held it for 12 s instead of 5.
 * What has not left `inTime` never does.
 */
async function within<T>(after: After, ask: (inTime: () => boolean) => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  let inTime = true
  const cancel = after(REQUEST_TIMEOUT_MS, () => {
    inTime = false
    late.reject(noAnswer())
  })
  try {
    return await Promise.race([ask(() => inTime), late.promise])
  } finally {
    cancel()
  }
}
