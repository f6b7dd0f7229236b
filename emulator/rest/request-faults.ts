import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { iso } from '../dates.ts'
import type { RequestRule, Struck } from '../faults/fault-rule.ts'
import type { Exchange } from '../line.ts'
import type { Switchboard } from '../switchboard.ts'
import { whatIsAsked, type Asked } from './asked.ts'
import { apiError, errorBody, type ApiError } from './errors.ts'
import type { RequestEntry, RequestLog } from './request-log.ts'

type Bound = { Bindings: HttpBindings }

/** The list in the ledger of a call or a text, by its sid. */
type FaultsOf = (sid: string | null) => Struck[] | undefined

/** What goes wrong on the way to the API and back, and the record of who asked for what. */
export function requestFaults(
  exchange: Exchange,
  board: Switchboard,
  log: RequestLog,
  faultsOf: FaultsOf,
): MiddlewareHandler<Bound> {
  return async (c, next) => {
    const asked = await whatIsAsked(c, board)
    if (!asked) return next()
    const { where, to, call } = asked
    const rule = exchange.faults.strikeRequest({ where, to, call: call?.sid ?? null })
    const entry = newEntry(asked, rule, exchange)
    const creates = where === 'create' || where === 'message'
    if (rule || creates) log.add(entry)
    const note = () => {
      if (rule)
        faultsOf(entry.sid)?.push({ at: entry.at, where, event: null, fault: rule.fault, rule: rule.id })
    }
    const handle = async () => {
      await next()
      if (!creates) return
      entry.sid = stringIn(await jsonIn(c.res), 'sid')
      note()
    }
    if (!creates) note()
    if (rule) await befall(rule, c, handle, exchange)
    else await handle()
    if (c.env.incoming.socket.destroyed) return undefined
    entry.status = c.res.status
    entry.code = c.res.ok ? null : numberIn(await jsonIn(c.res), 'code')
    return undefined
  }
}

function newEntry(
  { where, to, from, call }: Asked,
  rule: RequestRule | null,
  { clock }: Exchange,
): RequestEntry {
  const unanswered = { sid: call?.sid ?? null, status: null, code: null }
  return { at: iso(clock.now()), where, to, from, ...unanswered, fault: rule?.fault ?? null }
}

async function befall(rule: RequestRule, c: Context<Bound>, handle: Next, exchange: Exchange): Promise<void> {
  const wait = async (until: Promise<unknown>) => exchange.work.withhold(until, clientIsGone(c))
  const pause = (seconds: number) =>
    new Promise<void>((resolve) => exchange.clock.after(Math.round(seconds * 1000), resolve))
  switch (rule.fault) {
    case '429':
      return answer(c, apiError(429, 20429, 'Too Many Requests'))
    case '503':
      return answer(c, apiError(503, 20503, 'Service unavailable'))
    case 'refuse':
      return answer(c, rule.refusal)
    case 'reset':
      return reset(c)
    case 'slow-accept':
      await wait(pause(rule.seconds))
      return handle()
    case 'slow':
      await handle()
      return wait(pause(rule.seconds))
    case 'accept-then-500':
      await handle()
      // What the API refuses of its own accord was not accepted, and stays refused.
      return c.res.ok ? answer(c, apiError(500, 20500, 'An internal server error has occurred')) : undefined
    case 'accept-then-reset':
      await handle()
      return reset(c)
    case 'accept-then-hang':
      await handle()
      await wait(new Promise(() => {}))
  }
}

function answer(c: Context, error: ApiError): void {
  c.res = Response.json(errorBody(error), { status: error.status })
}

/** The connection breaks with RST, as when a server or a middle box dies. */
function reset(c: Context<Bound>): void {
  c.env.incoming.socket.resetAndDestroy()
  c.res = RESPONSE_ALREADY_SENT
}

function clientIsGone(c: Context<Bound>): Promise<void> {
  return new Promise((resolve) => c.env.outgoing.once('close', resolve))
}

async function jsonIn(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function stringIn(body: Record<string, unknown>, name: string): string | null {
  const value = body[name]
  return typeof value === 'string' ? value : null
}

function numberIn(body: Record<string, unknown>, name: string): number | null {
  const value = body[name]
  return typeof value === 'number' ? value : null
}
