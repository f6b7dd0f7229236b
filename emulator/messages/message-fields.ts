import type { Message } from './message.ts'

/**
 * What a status callback about a text carries. Names:
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function messageFields(message: Message, account: string): Record<string, string> {
  const { sid, status, to, from, error_code, updated_at } = message
  const receipt = status === 'delivered' || status === 'undelivered'
  return {
    AccountSid: account,
    ApiVersion: '2010-04-01',
    From: from,
    To: to,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    ...(error_code !== null && { ErrorCode: String(error_code) }),
    ...(receipt && { RawDlrDoneDate: doneDate(updated_at) }),
  }
}

/** YYMMDDhhmm, as carriers write it. */
function doneDate(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 12)
}
