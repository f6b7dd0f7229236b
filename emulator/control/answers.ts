import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Problem } from '../problem.ts'
import { plainNumber } from '../phones/phone-book.ts'

/** Every error of the control API: which field, and what is wrong with it. */
export function problem(c: Context, status: 400 | 404 | 409, { field, message }: Problem): Response {
  return c.json({ error: { field, message } }, status)
}

/** The body as JSON. Throws a 400 when it is none. */
export async function jsonOf(c: Context): Promise<unknown> {
  return c.req.json<unknown>().catch(() => {
    const message = 'the body is not JSON, for example {"busy": true}'
    throw new HTTPException(400, { res: problem(c, 400, { field: '', message }) })
  })
}

/** `?to=` a number, or `?to_prefix=` the beginning of one. The + may be left out: in a query it means a space. */
export function aimedAt(c: Context): (thing: { to: string }) => boolean {
  const [to, prefix] = ['to', 'to_prefix'].map((name) => withPlus(c.req.query(name)))
  return (thing) => (!to || thing.to === to) && (!prefix || thing.to.startsWith(prefix))
}

function withPlus(given: string | undefined): string | undefined {
  return given && `+${plainNumber(given).replace('+', '')}`
}
