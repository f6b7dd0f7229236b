import { maskPhone } from '../../domain/phone-number.ts'
import { ProviderError } from '../provider.ts'
import { AMBIGUOUS, BUSY, HINTS, REFUSED, TRIAL, UNREACHABLE } from './hints.ts'

/** The request cannot have left this machine. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/**
 * What the SDK threw, as what may be done about it. Only words of our own and Twilio's code and
 * message come through: the SDK's raw network error holds the Authorization header.
 */
export function providerError(thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown
  const { status, code, message } = partsOf(thrown)
  if (status === null) return networkError(typeof code === 'string' ? code : 'unknown')
  const number = typeof code === 'number' ? code : status
  const hint = HINTS[number]
  const failure = { code: String(number), message }
  // 429 and 503 say that nothing was done: https://www.twilio.com/docs/usage/rate-limits
  if (status === 429 || status === 503) return new ProviderError('safe', { ...failure, hint: hint ?? BUSY })
  if (status >= 500) return new ProviderError('may-duplicate', { ...failure, hint: hint ?? AMBIGUOUS })
  const trial = /trial accounts? ha(?:s|ve) limited/i.test(message)
  return new ProviderError('never', { ...failure, hint: trial ? TRIAL : (hint ?? REFUSED) })
}

function networkError(code: string): ProviderError {
  if (NEVER_LEFT.has(code))
    return new ProviderError('safe', { code, message: 'Twilio cannot be reached', hint: UNREACHABLE })
  return new ProviderError('may-duplicate', { code, message: 'no clear answer from Twilio', hint: AMBIGUOUS })
}

/** A `RestException` has a status; an error without one came from the network. */
function partsOf(thrown: unknown): { status: number | null; code: unknown; message: string } {
  if (!(thrown instanceof Error)) return { status: null, code: null, message: '' }
  const status = 'status' in thrown && typeof thrown.status === 'number' ? thrown.status : null
  // Twilio repeats the number that it was asked to call; what is said here also goes to the log.
  const message = thrown.message.replaceAll(/\+\d{7,15}/g, (number) => maskPhone(number))
  return { status, code: 'code' in thrown ? thrown.code : null, message }
}
