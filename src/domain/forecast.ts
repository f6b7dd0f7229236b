import { attemptsOf, personAt, rungAfter, type Person, type Plan, type Rung } from './plan.ts'
import { billedMinutes, priceOf } from './rates.ts'

/** From the request for a call to the first ring. No provider states it: an estimate, and shown as one. */
export const DIALLING_SECONDS = 2
/** Twilio may let a phone ring so much longer than asked (its documentation of `Timeout`). */
export const EXTRA_RING_SECONDS = 5

/** When a phone would ring, in seconds from the start. */
export type Ring = Rung & Person & { from: number; until: number }

/** Who would ring when, if nobody picks up. */
export function forecast(plan: Pick<Plan, 'people' | 'rounds' | 'ringTimeoutSeconds'>): Ring[] {
  const ringing = plan.ringTimeoutSeconds + EXTRA_RING_SECONDS
  const each = DIALLING_SECONDS + ringing
  return Array.from({ length: attemptsOf(plan) }, (_, done) => rungAfter(plan, done)).flatMap((rung, i) => {
    if (!rung) return []
    const from = i * each + DIALLING_SECONDS
    return [{ ...rung, ...personAt(plan, rung.position), from, until: from + ringing }]
  })
}

/**
 * What it costs when something picks up every time, voicemail for example, nothing acknowledges, and
 * every call takes so long. Null when a number has no known rate.
 */
export function costIfPickedUp(rings: readonly Ring[], seconds: number): number | null {
  return rings.reduce<number | null>((sum, { phone }) => {
    const price = priceOf(phone, billedMinutes(seconds))
    return sum === null || price === null ? null : sum + price
  }, 0)
}
