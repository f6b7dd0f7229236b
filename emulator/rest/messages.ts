import { Hono } from 'hono'
import { iso, rfc2822 } from '../dates.ts'
import type { Exchange } from '../line.ts'
import { newSid } from '../sids.ts'
import { apiError, errorBody, type ApiError } from './errors.ts'

/** A text that was sent, as the ledger shows it. */
export type Message = { sid: string; to: string; from: string; body: string; at: string }

const MOST_CHARACTERS = 1_600

/** Text messages: taken, and shown to the phone at once. https://www.twilio.com/docs/messaging/api/message-resource */
export function messagesApi({ account, clock, events }: Exchange, sent: Message[]): Hono {
  const app = new Hono()
  app.post(`/Accounts/${account.sid}/Messages.json`, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '')
    if (!to) return refuse(apiError(400, 21604, "A 'To' phone number is required."))
    if (!from) return refuse(apiError(400, 21603, "A 'From' phone number is required."))
    if (!body) return refuse(apiError(400, 21602, 'Message body is required.'))
    if (body.length > MOST_CHARACTERS)
      return refuse(apiError(400, 21617, 'The message body exceeds 1600 characters.'))
    const now = clock.now()
    const sid = newSid('SM')
    sent.push({ sid, to, from, body, at: iso(now) })
    events.add({ type: 'message', text: body, from, at: iso(now), number: to, sid })
    return c.json(
      {
        account_sid: account.sid,
        api_version: '2010-04-01',
        body,
        date_created: rfc2822(now),
        date_sent: null,
        date_updated: rfc2822(now),
        direction: 'outbound-api',
        error_code: null,
        error_message: null,
        from,
        messaging_service_sid: null,
        num_media: '0',
        num_segments: '1',
        price: null,
        price_unit: 'USD',
        sid,
        status: 'queued',
        subresource_uris: {},
        to,
        uri: `/2010-04-01/Accounts/${account.sid}/Messages/${sid}.json`,
      },
      201,
    )
  })
  return app
}

const refuse = (error: ApiError) => Response.json(errorBody(error), { status: error.status })
