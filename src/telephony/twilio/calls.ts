import type { Twilio } from 'twilio'
import type { CallInstance, CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import {
  callIdOfProvider,
  type AnsweredBy,
  type AttemptId,
  type CallId,
  type CallStatus,
} from '../../domain/attempt.ts'
import type { CallReport } from '../../domain/decide.ts'
import { ProviderError, type CallOrder } from '../provider.ts'
import type { TwilioSettings } from './account.ts'
import { providerError } from './errors.ts'
import { inlineTwiml } from './twiml.ts'

/** Twilio tries a callback once more by itself, and only when it cannot connect: ask for five tries, on anything. */
const RETRIES = '#rc=5&rp=all'
const EVENTS = ['initiated', 'ringing', 'answered', 'completed']
/** Twilio's dates have whole seconds, and its clock is not ours. */
const SKEW_MS = 2_000
const RECENT = 50

/** The attempt is in the signed URL, so that the first callback tells which call is whose. */
export const callbackUrl = (publicUrl: string, name: string, attempt: AttemptId): string =>
  `${publicUrl}/telephony/twilio/${name}?attempt=${encodeURIComponent(attempt)}`

export function callsOf(settings: TwilioSettings, client: () => Promise<Twilio>) {
  async function ask<T>(request: (twilio: Twilio) => Promise<T>): Promise<T> {
    try {
      return await request(await client())
    } catch (error) {
      throw providerError(error)
    }
  }

  return {
    async place(order: CallOrder): Promise<CallId> {
      const call = await ask((twilio) => twilio.calls.create(createOptions(settings, order)))
      return callIdOfProvider(call.sid)
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

    async fetch(callId: CallId): Promise<CallReport> {
      return reportOf(await ask((twilio) => twilio.calls(callId).fetch()))
    },

    async find({ to, since }: { to: string; since: number }): Promise<CallReport[]> {
      // Not by start time: a call that is still queued has none.
      const calls = await ask((twilio) => twilio.calls.list({ to, limit: RECENT }))
      return calls
        .filter((call) => call.dateCreated.getTime() >= since - SKEW_MS)
        .toSorted((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime())
        .map(reportOf)
    },

    async sendText({ to, body }: { to: string; body: string }): Promise<{ messageId: string }> {
      const message = await ask((twilio) => twilio.messages.create({ to, from: settings.from, body }))
      return { messageId: message.sid }
    },
  }
}

function createOptions({ from, publicUrl }: TwilioSettings, order: CallOrder): CallListInstanceCreateOptions {
  const { attempt, to } = order
  const url = (name: string) => `${callbackUrl(publicUrl ?? '', name, attempt)}${RETRIES}`
  const detection = { machineDetection: 'Enable', asyncAmd: 'true' }
  return {
    to,
    from,
    timeout: order.ringTimeoutSeconds,
    timeLimit: order.timeLimitSeconds,
    ...(order.detectMachine && detection),
    ...(publicUrl === null
      ? { twiml: inlineTwiml(order.script) }
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

function reportOf(call: CallInstance): CallReport {
  const status = statusOf(call.status)
  if (!status)
    throw new ProviderError('never', {
      code: 'status',
      message: `unknown call status ${call.status}`,
      hint: { ko: 'Nightbell을 업데이트하세요.', en: 'Update Nightbell.' },
    })
  return {
    callId: callIdOfProvider(call.sid),
    status,
    answeredBy: answeredByOf(call.answeredBy),
    durationSeconds: call.duration ? Number(call.duration) : undefined,
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
