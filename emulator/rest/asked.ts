import type { Context } from 'hono'
import type { Call } from '../call.ts'
import type { RequestRule } from '../faults/fault-rule.ts'
import { plainNumber } from '../phones/phone-book.ts'
import type { Switchboard } from '../switchboard.ts'

/** What a request wants, and for whom. `call` is null where it names none. */
export type Asked = { where: RequestRule['where']; to: string; from: string; call: Call | null }

const places: Record<string, RequestRule['where']> = {
  'POST Calls': 'create',
  'GET Calls': 'list',
  'POST Calls/': 'update',
  'GET Calls/': 'fetch',
  'POST Messages': 'message',
}

/** Null for what no fault can strike. */
export async function whatIsAsked(c: Context, board: Switchboard): Promise<Asked | null> {
  const [, resource, slash = '', sid] = /\/(Calls|Messages)(?:(\/)(\w+))?\.json$/.exec(c.req.path) ?? []
  const where = places[`${c.req.method} ${resource}${slash}`]
  if (!where) return null
  if (sid) {
    const call = board.line(sid)?.call ?? null
    return { where, to: call?.request.to ?? '', from: call?.request.from ?? '', call }
  }
  const named =
    where === 'list' ? new URLSearchParams(c.req.query()) : new URLSearchParams(await c.req.text())
  const number = (name: string) => plainNumber(named.get(name) ?? '')
  return { where, to: number('To'), from: number('From'), call: null }
}
