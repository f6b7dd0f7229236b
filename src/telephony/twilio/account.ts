import type { Twilio } from 'twilio'

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

/** Loads the SDK at first use: it takes 0.2 s and 29 MB that a start need not wait for. */
export function lazyClient({ accountSid, authToken, baseUrl }: TwilioSettings): () => Promise<Twilio> {
  let client: Promise<Twilio> | null = null
  return () => (client ??= load())

  async function load(): Promise<Twilio> {
    const { default: twilio } = await import('twilio')
    const made = twilio(accountSid, authToken, { timeout: REQUEST_TIMEOUT_MS })
    if (baseUrl !== undefined) made.api.baseUrl = baseUrl
    return made
  }
}
