import type { Failure } from '../../domain/escalation.ts'
import { maskPhone } from '../../domain/phone-number.ts'
import { ProviderError } from '../provider.ts'
import { AMBIGUOUS, BUSY, HINTS, REFUSED, TRIAL, UNAPPROVED, UNREACHABLE } from './hints.ts'

/** The request cannot have left this machine: no connection, or nobody at its end whom we trust. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * What the SDK threw, as what may be done about it. Only words of our own and Twilio's code and
 * message come through: the SDK's raw network error holds the Authorization header.
 */
export function providerError(thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown
  const { status, code, message } = partsOf(thrown)
  if (status === null) return networkError(typeof code === 'string' ? code : 'unknown')
  // Some refusals come with the code 0, that of parameters which a trial account may not use among them.
  const number = typeof code === 'number' && code > 0 ? code : status
  const hint = hintFor(number, message)
  const failure = { code: String(number), message }
  // 429 and 503 say that nothing was done: https://www.twilio.com/docs/usage/rate-limits
  if (status === 429 || status === 503) return new ProviderError('safe', { ...failure, hint: hint ?? BUSY })
  if (status >= 500) return new ProviderError('may-duplicate', { ...failure, hint: hint ?? AMBIGUOUS })
  return new ProviderError('never', { ...failure, hint: hint ?? REFUSED })
}

/** Under one code Twilio says different things; the words tell them apart. */
function hintFor(code: number, message: string): Failure['hint'] | undefined {
  const vague = code === 20003 || HINTS[code] === undefined
  if (vague && /compliance profile/i.test(message)) return UNAPPROVED
  if (vague && /trial account/i.test(message)) return TRIAL
  return HINTS[code]
}

/** No answer, not all of it, or one that makes no sense. */
export const noAnswer = (): ProviderError => networkError('no-answer')

/** It never left: whoever may place the call now does. */
export const notAllowed = (): ProviderError =>
  new ProviderError('safe', {
    code: 'not-allowed',
    message: 'the request was held back, because it was no longer ours to make',
    hint: { ko: '조치가 필요하지 않습니다.', en: 'Nothing needs to be done.' },
  })

function networkError(code: string): ProviderError {
  if (NEVER_LEFT.has(code))
    return new ProviderError('safe', { code, message: 'Twilio cannot be reached', hint: UNREACHABLE })
  return new ProviderError('may-duplicate', { code, message: 'no clear answer from Twilio', hint: AMBIGUOUS })
}

/** A `RestException` has a status; an error without one came from the network. */
function partsOf(thrown: unknown): { status: number | null; code: unknown; message: string } {
  if (!(thrown instanceof Error)) return { status: null, code: null, message: '' }
  const status = 'status' in thrown && typeof thrown.status === 'number' ? thrown.status : null
  // The SDK takes the message from the answer, so it can be anything when a proxy answered.
  const said: unknown = thrown.message
  const message = typeof said === 'string' ? withoutSecrets(said) : `HTTP ${status}`
  return { status, code: 'code' in thrown ? thrown.code : null, message }
}

/** Twilio repeats the number and the callback URL that it was given; what is said here also goes to the log. */
export const withoutSecrets = (text: string): string =>
  text.replaceAll(/\+\d{7,15}/g, (number) => maskPhone(number)).replaceAll(/(?<=:\/\/)[^/\s@]*@/g, '')
