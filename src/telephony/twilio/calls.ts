import type { CallInstance, CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import {
  callIdOfProvider,
  type AnsweredBy,
  type AttemptId,
  type CallId,
  type CallStatus,
} from '../../domain/attempt.ts'
import type { CallReport } from '../../domain/call-news.ts'
import { ProviderError, type CallOrder, type Placed } from '../provider.ts'
import type { Ask, TwilioSettings } from './account.ts'
import { noAnswer } from './errors.ts'
import { twiml } from './twiml.ts'

/** Twilio tries a callback once more by itself, and only when it cannot connect: ask for five tries, on anything. */
const RETRIES = '#rc=5&rp=all'
const EVENTS = ['initiated', 'ringing', 'answered', 'completed']
/** Twilio's dates have whole seconds, and its clock is not ours. */
const SKEW_MS = 2_000
const RECENT = 50
/** The longest text message, in characters: https://www.twilio.com/docs/api/errors/21617 */
const TEXT_LIMIT = 1_600

/** The attempt is in the signed URL, so that the first callback tells which call is whose. */
export function callbackUrl(
  publicUrl: string,
  name: string,
  query: { attempt: AttemptId } & Record<string, string>,
): string {
  return `${publicUrl}/telephony/twilio/${name}?${new URLSearchParams(query).toString()}${RETRIES}`
}

export function callsOf(settings: TwilioSettings, ask: Ask) {
  return {
    async place(order: CallOrder): Promise<Placed> {
      const create = async (publicUrl: string | null) => {
        const options = createOptions({ ...settings, publicUrl }, order)
        const call = await ask((twilio) => twilio.calls.create(options), order.mayLeave)
        return callIdOfProvider(sidOf(call))
      }
      try {
        return { callId: await create(settings.publicUrl), callbacksRefused: false }
      } catch (error) {
        if (settings.publicUrl === null || !isCallbackRefusal(error)) throw error
        // Nothing rang. To ring without hearing of it is better than not to ring; the caller says so.
        return { callId: await create(null), callbacksRefused: true }
      }
    },

    async hangUp(callId: CallId): Promise<void> {
      try {
        // `canceled` does not stop a call that was picked up a moment ago; `completed` stops any.
        await ask((twilio) => twilio.calls(callId).update({ status: 'completed' }))
      } catch (error) {
        const over = error instanceof ProviderError && ['21220', '20404'].includes(error.failure.code)
        if (!over) throw error
      }
    },

    async fetch(callId: CallId): Promise<CallReport | null> {
      try {
        return reportOf(await ask((twilio) => twilio.calls(callId).fetch()))
      } catch (error) {
        if (error instanceof ProviderError && error.failure.code === '20404') return null
        throw error
      }
    },

    async find({ to, since }: { to: string; since: number }): Promise<CallReport[]> {
      // Not by start time: a call that is still queued has none.
      // From our number: another system of the same account may call the same person.
      const { from } = settings
      const calls = await ask((twilio) => twilio.calls.list({ to, from, limit: RECENT }))
      return calls
        .filter((call) => createdAt(call) >= since - SKEW_MS)
        .toSorted((a, b) => createdAt(a) - createdAt(b))
        .map(reportOf)
    },

    async sendText({ to, body }: { to: string; body: string }): Promise<{ messageId: string }> {
      const text = { to, from: settings.from, body: body.slice(0, TEXT_LIMIT).toWellFormed() }
      return { messageId: sidOf(await ask((twilio) => twilio.messages.create(text))) }
    },
  }
}

/** Url is not valid; StatusCallback is not one that Twilio would call. */
const isCallbackRefusal = (error: unknown) =>
  error instanceof ProviderError && ['21205', '21609'].includes(error.failure.code)

function createOptions({ from, publicUrl }: TwilioSettings, order: CallOrder): CallListInstanceCreateOptions {
  const { attempt, to } = order
  const url = (name: string) => callbackUrl(publicUrl ?? '', name, { attempt })
  const detection = { machineDetection: 'Enable', asyncAmd: 'true' }
  return {
    to,
    from,
    timeout: order.ringTimeoutSeconds,
    timeLimit: order.timeLimitSeconds,
    ...(order.detectMachine && detection),
    ...(publicUrl === null
      ? { twiml: twiml.inline(order.script) }
      : {
          url: url('voice'),
          statusCallback: url('status'),
          statusCallbackMethod: 'POST',
          statusCallbackEvent: EVENTS,
          ...(order.detectMachine && {
            asyncAmdStatusCallback: url('amd'),
            asyncAmdStatusCallbackMethod: 'POST',
          }),
        }),
  }
}

/** An answer without an id is none: a proxy or another server gave it. */
function sidOf({ sid }: { sid: string | undefined }): string {
  if (!sid) throw noAnswer()
  return sid
}

/** A call without a date, which the SDK's types do not know of, has not begun: it is the newest. */
function createdAt({ dateCreated }: { dateCreated: Date | null }): number {
  return dateCreated?.getTime() ?? Infinity
}

function reportOf(call: CallInstance): CallReport {
  const status = statusOf(call.status)
  if (!status)
    // It will have another one later, and the last ones are well known.
    throw new ProviderError('safe', {
      code: 'status',
      message: `unknown call status ${call.status}`,
      hint: { ko: 'Nightbell을 업데이트하세요.', en: 'Update Nightbell.' },
    })
  return {
    callId: callIdOfProvider(call.sid),
    status,
    answeredBy: answeredByOf(call.answeredBy),
    durationSeconds: call.duration ? Number(call.duration) : undefined,
    // Negative, because it is taken from the balance; null until the call is rated.
    cost: call.price ? { amount: Math.abs(Number(call.price)), currency: call.priceUnit } : undefined,
  }
}

const STATUSES: Record<string, CallStatus> = {
  queued: 'queued',
  initiated: 'queued',
  ringing: 'ringing',
  'in-progress': 'in-progress',
  completed: 'completed',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
  canceled: 'canceled',
}

/** Twilio's word for how far a call is; null when it is a new one. There is no status `answered`. */
export const statusOf = (word: string): CallStatus | null => STATUSES[word] ?? null

/** Twilio's verdicts: human, machine_start, machine_end_beep, machine_end_silence, machine_end_other, fax, unknown. */
export function answeredByOf(word: string | null | undefined): AnsweredBy | undefined {
  if (!word) return undefined
  if (word.startsWith('machine')) return 'machine'
  return word === 'human' || word === 'fax' ? word : 'unknown'
}
