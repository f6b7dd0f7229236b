import type { Context } from 'hono'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { callIdOfProvider, parseAttemptId, type AttemptId, type CallId } from '../../domain/attempt.ts'
import type { Log } from '../../observe/log.ts'
import type { TwilioSettings } from './account.ts'
import { problem } from './problem.ts'

/** A callback that Twilio has signed, of which attempt and call it speaks, and its fields. */
export type Callback = { attempt: AttemptId; callId: CallId; fields: Record<string, string> }

/** Lets through only what Twilio has signed for our account. What it answers with is given to Twilio. */
export const signed =
  (settings: TwilioSettings & { publicUrl: string }, log: Log, refused: (reason: string) => void) =>
  (answer: (callback: Callback, c: Context) => Promise<Response>) =>
  async (c: Context): Promise<Response> => {
    const form = c.req.method === 'POST' ? Object.fromEntries(new URLSearchParams(await c.req.text())) : {}
    if (!isSigned(settings, c, form)) {
      refused('signature')
      log.warn({ path: c.req.path }, 'a callback without a valid signature was refused')
      return problem(
        403,
        'the signature does not match; TWILIO_AUTH_TOKEN and PUBLIC_URL must be those of the account',
      )
    }
    const fields = c.req.method === 'POST' ? form : c.req.query()
    if (fields['AccountSid'] !== settings.accountSid) {
      refused('account')
      return problem(403, 'this is another account')
    }
    const attempt = parseAttemptId(c.req.query('attempt') ?? '')
    if (!attempt) return problem(404, 'there is no such attempt')
    const { CallSid } = fields
    return CallSid
      ? answer({ attempt, callId: callIdOfProvider(CallSid), fields }, c)
      : problem(400, 'CallSid is missing')
  }

/** Against the configured public URL, never the request's own: proxies change scheme, port and path. */
function isSigned(
  settings: TwilioSettings & { publicUrl: string },
  c: Context,
  form: Record<string, string>,
): boolean {
  const signature = c.req.header('X-Twilio-Signature') ?? ''
  const { pathname, search } = new URL(c.req.url)
  const tokens = [settings.authToken, settings.authTokenSecondary].filter((token) => token !== undefined)
  return tokens.some((token) =>
    validateRequest(token, signature, `${settings.publicUrl}${pathname}${search}`, form),
  )
}
