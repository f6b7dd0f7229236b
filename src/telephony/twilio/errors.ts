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
  const { retry, scope } = verdictOn(status, number, hint)
  return new ProviderError(retry, { code: String(number), message, hint: hint ?? USUAL[retry] }, scope)
}

const USUAL = { safe: BUSY, 'may-duplicate': AMBIGUOUS, never: REFUSED }

function verdictOn(
  status: number,
  code: number,
  hint: Failure['hint'] | undefined,
): Pick<ProviderError, 'retry' | 'scope'> {
  if (status < 500 && (NOBODY.has(code) || hint === TRIAL)) return { retry: 'safe', scope: 'account' }
  if (status < 500 && SOME.has(code)) return { retry: 'never', scope: 'account' }
  if (status === 429 || FULL.has(code)) return { retry: 'safe', scope: 'capacity' }
  // 429 and 503 say that nothing was done: https://www.twilio.com/docs/usage/rate-limits
  if (status === 503) return { retry: 'safe', scope: 'call' }
  return { retry: status >= 500 ? 'may-duplicate' : 'never', scope: 'call' }
}

/** Too many calls at once, or in the queue: https://www.twilio.com/docs/api/errors/22005 */
const FULL = new Set([10004, 22005])

/** Until somebody mends it, nobody at all can be called: wrong credentials, no funds, a caller number that is not ours. */
const NOBODY = new Set([10001, 20003, 20005, 21210, 21212])
/** The account is set up wrongly, but some people may still be reached: another country, a verified number. */
const SOME = new Set([10002, 21215, 21219, 21408, 21606, 21608, 21661, 572002, 573002])

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
    return new ProviderError(
      'safe',
      { code, message: 'Twilio cannot be reached', hint: UNREACHABLE },
      'account',
    )
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
