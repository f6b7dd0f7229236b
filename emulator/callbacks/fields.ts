import { rfc2822 } from '../dates.ts'
import { billedMinutes, durationSeconds, type Call, type CallStatus } from '../call.ts'

/** What every request about a call carries. */
export function callFields(call: Call, status: CallStatus | 'initiated'): Record<string, string> {
  const { to, from } = call.request
  return {
    CallSid: call.sid,
    AccountSid: call.account_sid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: status,
    ApiVersion: '2010-04-01',
    Direction: 'outbound-api',
    ...place('Called', to),
    ...place('Caller', from),
    ...place('To', to),
    ...place('From', from),
    ...(call.answered_by && { AnsweredBy: call.answered_by }),
  }
}

/** What a status callback adds. */
export function progressFields(sequence: number, at: number): Record<string, string> {
  return {
    Timestamp: rfc2822(at),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
  }
}

export function endFields(call: Call): Record<string, string> {
  return {
    CallDuration: String(durationSeconds(call)),
    Duration: String(billedMinutes(call)),
    SipResponseCode: String(call.sip_response_code),
  }
}

/** Sent with empty values when unknown: they count in the signature. */
function place(whose: string, number: string): Record<string, string> {
  return {
    [`${whose}City`]: '',
    [`${whose}Country`]: countryOf(number),
    [`${whose}State`]: '',
    [`${whose}Zip`]: '',
  }
}

function countryOf(number: string): string {
  if (number.startsWith('+82')) return 'KR'
  return number.startsWith('+1') ? 'US' : ''
}
