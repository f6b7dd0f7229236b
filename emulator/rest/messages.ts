import { Hono } from 'hono'
import type { Exchange } from '../line.ts'
import type { MessageCentre } from '../messages/message-centre.ts'
import type { MessageRequest } from '../messages/message.ts'
import { isNumber, plainNumber } from '../phones/phone-book.ts'
import { textAdmissionFault } from './admission.ts'
import { callbackAt, isUsable } from './create-request.ts'
import { apiError, notFound, refuse, type ApiError } from './errors.ts'
import { messageResource } from './message-resource.ts'
import { pageOf } from './page.ts'
import type { Settings } from '../settings.ts'

const MOST_CHARACTERS = 1_600

/** Text messages: https://www.twilio.com/docs/messaging/api/message-resource */
export function messagesApi({ account, settings }: Exchange, centre: MessageCentre): Hono {
  const app = new Hono()
  const base = `/Accounts/${account.sid}`
  app.post(`${base}/Messages.json`, async (c) => {
    const request = readMessage(new URLSearchParams(await c.req.text()), settings)
    if ('code' in request) return refuse(request)
    const fault = textAdmissionFault(request, settings)
    return fault ? refuse(fault) : c.json(messageResource(centre.send(request), account.sid), 201)
  })
  app.get(`${base}/Messages.json`, (c) => {
    const { To, From } = c.req.query()
    const listed = centre.all().filter(({ to, from }) => (!To || to === To) && (!From || from === From))
    return c.json(pageOf(c, 'messages', listed.toReversed(), (each) => messageResource(each, account.sid)))
  })
  app.get(`${base}/Messages/:file{.+\\.json}`, (c) => {
    const message = centre.of(c.req.param('file').replace(/\.json$/, ''))
    return message ? c.json(messageResource(message, account.sid)) : refuse(notFound(c.req.path))
  })
  return app
}

function readMessage(form: URLSearchParams, settings: Settings): MessageRequest | ApiError {
  const [to = '', from = '', body = ''] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '')
  if (!to) return apiError(400, 21604, "A 'To' phone number is required.")
  if (!from) return apiError(400, 21603, "A 'From' phone number is required.")
  if (!isNumber(to)) return apiError(400, 21211, `Invalid 'To' Phone Number: ${to}`)
  if (!isNumber(from)) return apiError(400, 21212, `Invalid From Number (caller ID): ${from}`)
  if (!body) return apiError(400, 21602, 'Message body is required.')
  if (body.length > MOST_CHARACTERS) return apiError(400, 21617, 'The message body exceeds 1600 characters.')
  const statusCallback = callbackAt(form, 'StatusCallback')
  if (statusCallback && !isUsable(statusCallback.url, settings))
    return apiError(400, 21609, `The StatusCallback URL ${statusCallback.url} is not a valid URL.`)
  return { to: plainNumber(to), from: plainNumber(from), body, statusCallback }
}
