import type { Callback, CallRequest, Detection, ProgressEvent } from '../call.ts'
import type { Settings } from '../settings.ts'
import { apiError, type ApiError } from './errors.ts'

const MOST_INLINE = 4_000
const NUMBER = /^\+[1-9]\d{6,14}$/

/** The form of a create request, checked in the order in which Twilio complains. */
export function readCreate(form: URLSearchParams, settings: Settings): CallRequest | ApiError {
  const to = form.get('To')
  const from = form.get('From')
  if (!to) return apiError(400, 21201, "No 'To' number is specified")
  if (!from) return apiError(400, 21213, "No 'From' number is specified")
  if (!NUMBER.test(plain(to)))
    return apiError(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`)
  if (!NUMBER.test(plain(from)))
    return apiError(400, 21212, `The source phone number provided, ${from}, is not valid.`)
  const instructions = readInstructions(form)
  if ('code' in instructions) return instructions
  const timeout = seconds(form, 'Timeout', 60, 600)
  if (timeout === null) return apiError(400, 21208, `Invalid timeout value: ${form.get('Timeout')}`)
  const timeLimit = seconds(form, 'TimeLimit', 14_400, 14_400)
  if (timeLimit === null) return apiError(400, 21208, `Invalid time limit: ${form.get('TimeLimit')}`)
  const statusCallback = callbackAt(form, 'StatusCallback')
  if (statusCallback && !usable(statusCallback.url, settings))
    return apiError(400, 21609, `The StatusCallback URL ${statusCallback.url} is not a valid URL.`)
  return {
    to: plain(to),
    from: plain(from),
    instructions,
    timeout,
    timeLimit,
    statusCallback: statusCallback && { ...statusCallback, events: events(form) },
    detection: readDetection(form),
  }
}

/** `Twiml` or `Url`; without either there is nothing to say. */
export function readInstructions(form: URLSearchParams): CallRequest['instructions'] | ApiError {
  const twiml = form.get('Twiml')
  if (twiml !== null && twiml.length > MOST_INLINE)
    return apiError(400, 21218, `Twiml parameter may not be longer than ${MOST_INLINE} characters`)
  if (twiml) return { twiml }
  const url = callbackAt(form, 'Url', 'Method')
  if (!url) return apiError(400, 21205, "Either the 'Url' or the 'Twiml' parameter must be specified")
  if (!URL.canParse(url.url) || !/^https?:/.test(url.url))
    return apiError(400, 21205, `Url is not a valid URL: ${url.url}`)
  return { ...url, fallback: callbackAt(form, 'FallbackUrl', 'FallbackMethod') }
}

const plain = (number: string) => number.replaceAll(/[\s()-]/g, '')

function callbackAt(form: URLSearchParams, name: string, methodName = `${name}Method`): Callback | null {
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

/** Twilio refuses what it could not reach; here loopback is the rule, unless asked to be as strict. */
function usable(url: string, settings: Settings): boolean {
  if (!URL.canParse(url) || !/^https?:/.test(url)) return false
  const { hostname } = new URL(url)
  return !settings.public_urls_only || !/^(?:localhost|127\..*|10\..*|192\.168\..*|\[::1\])$/.test(hostname)
}
