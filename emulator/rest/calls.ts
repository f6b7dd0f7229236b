import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { hasEnded, type Call } from '../call.ts'
import { follow } from '../documents.ts'
import type { Exchange } from '../line.ts'
import { endByCustomer, type Switchboard } from '../switchboard.ts'
import { admissionFault } from './admission.ts'
import { callResource } from './call-resource.ts'
import { readCreate, readInstructions } from './create-request.ts'
import { apiError, errorBody, notAuthenticated, notFound, notInProgress, type ApiError } from './errors.ts'

const MOST_A_PAGE = 1_000

/** Twilio's REST API as far as calls go: https://www.twilio.com/docs/voice/api/call-resource */
export function callsApi({ account, clock, settings }: Exchange, board: Switchboard): Hono {
  const app = new Hono()
  const base = `/Accounts/${account.sid}`
  app.get(`${base}.json`, (c) =>
    c.json({
      sid: account.sid,
      friendly_name: 'Emulator',
      status: 'active',
      type: 'Full',
      uri: `/2010-04-01${base}.json`,
    }),
  )
  app.get(`${base}/IncomingPhoneNumbers.json`, (c) => {
    const number = c.req.query('PhoneNumber')
    return c.json({
      incoming_phone_numbers: number ? [{ sid: `PN${'0'.repeat(32)}`, phone_number: number }] : [],
    })
  })

  app.post(`${base}/Calls.json`, async (c) => {
    const request = readCreate(new URLSearchParams(await c.req.text()), settings)
    if ('code' in request) return refuse(request)
    const fault = admissionFault(request, settings, board)
    if (fault) return refuse(fault)
    const picked = board.pickScript(request.to)
    if ('invalid' in picked.script)
      return refuse(
        apiError(400, 21211, `The phone number you are attempting to call, ${request.to}, is not valid.`),
      )
    return c.json(callResource(board.place(request, picked)), 201)
  })

  app.get(`${base}/Calls.json`, (c) => {
    const latest = clock.now() - settings.list_lag * 1000
    const listed = board.calls().filter(({ created_at }) => created_at <= latest)
    return c.json(pageOf(c, listed.filter(matching(c)).toReversed()))
  })

  app.get(`${base}/Calls/:file{.+\\.json}`, (c) => {
    const line = board.line(sidOf(c))
    return line ? c.json(callResource(line.call)) : refuse(notFound(c.req.path))
  })

  app.post(`${base}/Calls/:file{.+\\.json}`, async (c) => {
    const line = board.line(sidOf(c))
    if (!line) return refuse(notFound(c.req.path))
    if (hasEnded(line.call)) return refuse(notInProgress)
    const form = new URLSearchParams(await c.req.text())
    const status = form.get('Status')
    if (status === 'completed' || status === 'canceled')
      return endByCustomer(line, status) ? c.json(callResource(line.call)) : refuse(notInProgress)
    const instructions = readInstructions(form)
    if ('code' in instructions) return refuse(instructions)
    if (line.call.status !== 'in-progress') return refuse(notInProgress)
    follow(line, instructions)
    return c.json(callResource(line.call))
  })

  app.delete(`${base}/Calls/:file{.+\\.json}`, (c) => {
    const line = board.line(sidOf(c))
    if (!line) return refuse(notFound(c.req.path))
    if (!hasEnded(line.call)) return refuse(apiError(409, 20009, 'Call is still in progress'))
    board.forget(line.call.sid)
    return c.body(null, 204)
  })

  app.all('*', (c) => refuse(notFound(c.req.path)))
  return app
}

/** Account and token, or a key and its secret, as HTTP Basic. */
export function signedIn(secrets: Record<string, string>): MiddlewareHandler {
  const accepted = new Set(
    Object.entries(secrets).map(
      ([user, secret]) => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
    ),
  )
  return async (c, next) => {
    if (!accepted.has(c.req.header('Authorization') ?? '')) return refuse(notAuthenticated)
    await next()
    return undefined
  }
}

const refuse = (error: ApiError) => Response.json(errorBody(error), { status: error.status })
const sidOf = (c: Context) => c.req.param('file')?.replace(/\.json$/, '') ?? ''

function matching(c: Context): (call: Call) => boolean {
  const { To, From, Status } = c.req.query()
  return ({ request, status }) =>
    (!To || request.to === To) && (!From || request.from === From) && (!Status || status === Status)
}

/** One page of a list, newest first, in Twilio's wrapper. */
function pageOf(c: Context, calls: readonly Call[]) {
  const size = Math.min(Math.max(Number(c.req.query('PageSize') ?? 50) || 50, 1), MOST_A_PAGE)
  const page = Math.max(Number(c.req.query('Page') ?? 0) || 0, 0)
  const start = page * size
  const slice = calls.slice(start, start + size)
  const at = (n: number) => {
    const query = new URLSearchParams({ ...c.req.query(), Page: String(n), PageSize: String(size) })
    return `${c.req.path}?${query.toString()}`
  }
  return {
    calls: slice.map(callResource),
    page,
    page_size: size,
    start,
    end: Math.max(start + slice.length - 1, 0),
    uri: at(page),
    first_page_uri: at(0),
    next_page_uri: start + size < calls.length ? at(page + 1) : null,
    previous_page_uri: page > 0 ? at(page - 1) : null,
  }
}
