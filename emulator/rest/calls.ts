import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { hasEnded, type Call } from '../call.ts'
import { follow } from '../documents.ts'
import type { Exchange } from '../line.ts'
import { endByCustomer, type Switchboard } from '../switchboard.ts'
import { admissionFault, trialParameterFault } from './admission.ts'
import { callResource } from './call-resource.ts'
import { readCreate, readInstructions } from './create-request.ts'
import { apiError, notAuthenticated, notFound, notInProgress, refuse } from './errors.ts'
import { pageOf } from './page.ts'

/** Twilio's REST API as far as calls go: https://www.twilio.com/docs/voice/api/call-resource */
export function callsApi({ account, clock, settings }: Exchange, board: Switchboard): Hono {
  const app = new Hono()
  const base = `/Accounts/${account.sid}`
  app.post(`${base}/Calls.json`, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const disallowed = trialParameterFault(form, settings)
    if (disallowed) return refuse(disallowed)
    const request = readCreate(form, settings)
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
    return c.json(pageOf(c, 'calls', listed.filter(matching(c)).toReversed(), callResource))
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
    const instructions = readInstructions(form, settings)
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

const sidOf = (c: Context) => c.req.param('file')?.replace(/\.json$/, '') ?? ''

function matching(c: Context): (call: Call) => boolean {
  const { To, From, Status } = c.req.query()
  return ({ request, status }) =>
    (!To || request.to === To) && (!From || request.from === From) && (!Status || status === Status)
}
