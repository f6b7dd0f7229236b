import { durationSeconds, type Call } from '../call.ts'
import { rfc2822 } from '../dates.ts'

/** A call as the 2010 API writes it: 26 keys, numbers as strings, dates in RFC 2822. */
export function callResource(call: Call) {
  const uri = `/2010-04-01/Accounts/${call.account_sid}/Calls/${call.sid}`
  const related = [
    'events',
    'notifications',
    'payments',
    'recordings',
    'siprec',
    'streams',
    'transcriptions',
    'user_defined_messages',
  ]
  const { to, from } = call.request
  return {
    account_sid: call.account_sid,
    answered_by: call.answered_by,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.created_at),
    date_updated: rfc2822(call.updated_at),
    direction: 'outbound-api',
    duration: call.ended_at === null ? null : String(durationSeconds(call)),
    end_time: call.ended_at === null ? null : rfc2822(call.ended_at),
    forwarded_from: null,
    from,
    from_formatted: from,
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: call.price,
    price_unit: 'USD',
    queue_time: String(call.queue_ms),
    sid: call.sid,
    start_time: call.started_at === null ? null : rfc2822(call.started_at),
    status: call.status,
    subresource_uris: Object.fromEntries(related.map((name) => [name, `${uri}/${name}.json`])),
    to,
    to_formatted: to,
    trunk_sid: null,
    uri: `${uri}.json`,
  }
}
