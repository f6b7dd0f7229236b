import { rfc2822 } from '../dates.ts'
import type { Message } from '../messages/message.ts'

/** A text as the 2010 API writes it. */
export function messageResource(message: Message, account: string) {
  const { sid, to, from, body, status, error_code, created_at, updated_at, sent_at } = message
  const uri = `/2010-04-01/Accounts/${account}/Messages/${sid}`
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body,
    date_created: rfc2822(created_at),
    date_sent: sent_at === null ? null : rfc2822(sent_at),
    date_updated: rfc2822(updated_at),
    direction: 'outbound-api',
    error_code,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(segmentsOf(body)),
    price: null,
    price_unit: 'USD',
    sid,
    status,
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  }
}

/**
 * 160 characters fit into one text, 153 into each of several; 70 and 67 when one of them is outside
 * GSM-7. https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
function segmentsOf(body: string): number {
  const [alone, each] = isGsm7(body) ? [160, 153] : [70, 67]
  return body.length <= alone ? 1 : Math.ceil(body.length / each)
}

const gsm7 = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÉÑÖØÜßàäåæèéìñòöøùüÇΓΔΘΛΞΠΣΦΨΩ^{}\\[\]~|€]*$/

function isGsm7(body: string): boolean {
  return gsm7.test(body)
}
