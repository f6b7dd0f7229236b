/** An amount in a currency of ISO 4217. */
export type Money = { amount: number; currency: string }

/**
 * What a minute costs, by the beginning of the number; the longest that fits counts. Prices age:
 * none is shown without its date. Numbers elsewhere have no rate here, and no estimate.
 */
export const RATES: readonly { prefix: string; perMinute: number }[] = [
  { prefix: '+8210', perMinute: 0.0524 },
  { prefix: '+82', perMinute: 0.0552 },
]
export const RATE_TABLE = {
  provider: 'twilio',
  currency: 'USD',
  seen: '2026-09',
  source: 'https://www.twilio.com/en-us/voice/pricing/kr',
} as const

/** Middle rate of the middle of January 2026; for orientation, no bank pays it. */
export const WON_PER_DOLLAR = { rate: 1_470, seen: '2026-01-15' } as const

/**
 * Every begun minute of a call that was picked up: Twilio rounds up (its support article 223132307).
 * A call that nobody picks up costs nothing (Classmethod measured it with Twilio's usage records,
 * 2026-02-02).
 */
export const billedMinutes = (seconds: number): number => Math.max(1, Math.ceil(seconds / 60))

/** What so many minutes to this E.164 number cost in `RATE_TABLE.currency`; null when no rate is known. */
export function priceOf(phone: string, minutes: number): number | null {
  const fitting = RATES.filter(({ prefix }) => phone.startsWith(prefix))
  const longest = fitting.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]
  return longest ? longest.perMinute * minutes : null
}

/** Null for a currency without a rate here. */
export function inWon({ amount, currency }: Money): number | null {
  if (currency === 'KRW') return amount
  return currency === 'USD' ? amount * WON_PER_DOLLAR.rate : null
}
