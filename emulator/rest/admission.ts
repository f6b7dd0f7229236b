import type { CallRequest } from '../call.ts'
import type { MessageRequest } from '../messages/message.ts'
import type { Settings } from '../settings.ts'
import type { Switchboard } from '../switchboard.ts'
import { apiError, type ApiError } from './errors.ts'

/** Whether a well-formed request for a call may be granted to this account, now. */
export function admissionFault(
  { to, from }: CallRequest,
  settings: Settings,
  board: Switchboard,
): ApiError | null {
  const { caller_ids, concurrency } = settings
  if (caller_ids && !caller_ids.includes(from))
    return apiError(
      400,
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
    )
  if (isUnverified(to, settings))
    return apiError(
      400,
      21219,
      `The number ${to} is unverified. Trial accounts may only make calls to verified numbers.`,
    )
  if (!isPermitted(to, settings))
    return apiError(
      400,
      21215,
      `Account not authorized to call ${to}. Perhaps you need to enable some international permissions.`,
    )
  // Twilio's pages say of both that the call is rejected, and not with which HTTP status: 400, like
  // their neighbours, is a guess. https://www.twilio.com/docs/api/errors/10004 and /22005
  if (concurrency !== null && board.active() >= concurrency)
    return apiError(400, 10004, 'Call concurrency limit exceeded')
  if (board.queue.isFull()) return apiError(400, 22005, 'Call Queue Full')
  return null
}

/** All that a trial account of 2026 may say of a call. https://www.twilio.com/docs/usage/trials */
const TRIAL_PARAMETERS = new Set(['To', 'From', 'Url'])

/** Reported by users with these words, HTTP 400 and the code 0. */
export function trialParameterFault(form: URLSearchParams, settings: Settings): ApiError | null {
  if (settings.profile !== 'trial' || [...form.keys()].every((name) => TRIAL_PARAMETERS.has(name)))
    return null
  return apiError(
    400,
    0,
    'Invalid or disallowed parameters provided - trial accounts have limited parameter access',
  )
}

/** Whether this account may send this text. https://www.twilio.com/docs/api/errors/21606 and /21608 */
export function textAdmissionFault({ to, from }: MessageRequest, settings: Settings): ApiError | null {
  const { caller_ids } = settings
  if (caller_ids && !caller_ids.includes(from))
    return apiError(400, 21606, `The 'From' phone number ${from} is not a valid, SMS-capable Twilio number.`)
  if (isUnverified(to, settings))
    return apiError(400, 21608, `The number ${to} is unverified. Trial accounts cannot send messages to it.`)
  return null
}

function isUnverified(to: string, { profile, verified_numbers }: Settings): boolean {
  return profile === 'trial' && !verified_numbers.includes(to)
}

/** A trial may call its own country alone; with which code Twilio says so is not known, 21215 is a guess. */
function isPermitted(to: string, { profile, own_prefix, permitted_prefixes }: Settings): boolean {
  if (profile === 'trial' && !to.startsWith(own_prefix)) return false
  return !permitted_prefixes || permitted_prefixes.some((prefix) => to.startsWith(prefix))
}
