import type { CallRequest } from '../call.ts'
import type { Settings } from '../settings.ts'
import type { Switchboard } from '../switchboard.ts'
import { apiError, type ApiError } from './errors.ts'

/** Whether a well-formed request for a call may be granted to this account, now. */
export function admissionFault(
  { to, from }: CallRequest,
  settings: Settings,
  board: Switchboard,
): ApiError | null {
  const { caller_ids, permitted_prefixes, concurrency } = settings
  if (caller_ids && !caller_ids.includes(from))
    return apiError(
      400,
      21210,
      `The source phone number provided, ${from}, is not yet verified for your account. You may only make calls from phone numbers that you've verified or purchased from Twilio.`,
    )
  if (permitted_prefixes && !permitted_prefixes.some((prefix) => to.startsWith(prefix)))
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
