import type { Callback, CallRequest, Detection, ProgressEvent } from '../call.ts'
import { isNumber, plainNumber } from '../phones/phone-book.ts'
import type { Settings } from '../settings.ts'
import { apiError, type ApiError } from './errors.ts'

const MOST_INLINE = 4_000

/** The form of a create request, checked in the order in which Twilio complains. */
export function readCreate(form: URLSearchParams, settings: Settings): CallRequest | ApiError {
  const fault = numbersFault(form)
  if (fault) return fault
  const instructions = readInstructions(form, settings)
  if ('code' in instructions) return instructions
  const timeout = seconds(form, 'Timeout', 60, 600)
  if (timeout === null) return apiError(400, 21208, `Invalid timeout value: ${form.get('Timeout')}`)
  const timeLimit = seconds(form, 'TimeLimit', 14_400, 14_400)
  if (timeLimit === null) return apiError(400, 21208, `Invalid time limit: ${form.get('TimeLimit')}`)
  const statusCallback = callbackAt(form, 'StatusCallback')
  const detection = readDetection(form)
  for (const callback of [statusCallback, detection?.callback])
    if (callback && !isUsable(callback.url, settings))
      return apiError(400, 21609, `The callback URL ${callback.url} is not a valid URL.`)
  return {
    to: plainNumber(form.get('To') ?? ''),
    from: plainNumber(form.get('From') ?? ''),
    instructions,
    timeout,
    timeLimit,
    statusCallback: statusCallback && { ...statusCallback, events: events(form) },
    detection,
  }
}

function numbersFault(form: URLSearchParams): ApiError | null {
  const [to, from] = [form.get('To'), form.get('From')]
  if (!to) return apiError(400, 21201, "No 'To' number is specified")
  if (!from) return apiError(400, 21213, "No 'From' number is specified")
  if (!isNumber(to))
    return apiError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`)
  if (!isNumber(from)) return apiError(400, 21212, `The source phone number provided, ${from}, is not valid.`)
  return null
}

/** `Url`, or else `Twiml`; without either there is nothing to say. */
export function readInstructions(
  form: URLSearchParams,
  settings: Settings,
): CallRequest['instructions'] | ApiError {
  const url = callbackAt(form, 'Url', 'Method')
  if (url) {
    if (!isUsable(url.url, settings)) return apiError(400, 21205, `Url is not a valid URL: ${url.url}`)
    const fallback = callbackAt(form, 'FallbackUrl', 'FallbackMethod')
    return { ...url, fallback: fallback && isHttp(fallback.url) ? fallback : null }
  }
  const twiml = form.get('Twiml')
  if (!twiml) return apiError(400, 21205, "Either the 'Url' or the 'Twiml' parameter must be specified")
  if (twiml.length > MOST_INLINE)
    return apiError(400, 21218, `Twiml parameter may not be longer than ${MOST_INLINE} characters`)
  return { twiml }
}

const isHttp = (url: string) => URL.canParse(url) && /^https?:/.test(url)

export function callbackAt(
  form: URLSearchParams,
  name: string,
  methodName = `${name}Method`,
): Callback | null {
  const url = form.get(name)
  return url ? { url, method: form.get(methodName)?.toUpperCase() === 'GET' ? 'GET' : 'POST' } : null
}

/** Null when it is no number of seconds in range. */
function seconds(form: URLSearchParams, name: string, otherwise: number, most: number): number | null {
  const text = form.get(name)
  if (text === null) return otherwise
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : null
}

const EVENTS: readonly ProgressEvent[] = ['initiated', 'ringing', 'answered', 'completed']

/** Without a choice Twilio tells only the end. */
function events(form: URLSearchParams): ReadonlySet<ProgressEvent> {
  const asked = form.getAll('StatusCallbackEvent')
  return new Set(asked.length === 0 ? ['completed'] : EVENTS.filter((event) => asked.includes(event)))
}

function readDetection(form: URLSearchParams): Detection | null {
  const mode = form.get('MachineDetection')
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return null
  return {
    mode,
    timeout: seconds(form, 'MachineDetectionTimeout', 30, 59) ?? 30,
    asynchronous: form.get('AsyncAmd') === 'true',
    callback: callbackAt(form, 'AsyncAmdStatusCallback'),
  }
}

/** Loopback, link-local and private networks (RFC 1122, 1918, 3927, 4193). */
const PRIVATE =
  /^(?:localhost|0\.0\.0\.0|127\..*|10\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|192\.168\..*|\[(?:::1?|f[cd].*|fe80.*)\])$/

/** Twilio refuses what it could not reach; here loopback is the rule, unless asked to be as strict. */
export function isUsable(url: string, settings: Settings): boolean {
  if (!isHttp(url)) return false
  const { hostname } = new URL(url)
  return !settings.public_urls_only || !PRIVATE.test(hostname)
}
