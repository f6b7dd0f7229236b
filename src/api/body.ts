import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HttpProblem } from './problem.ts'

/** The longest message, four bytes a character and escaped, with room for a ladder of people. */
const MOST_BYTES = 256 * 1024

export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw new HttpProblem(413, 'too-large', `the body is larger than ${MOST_BYTES / 1024} kB`)
  },
})

/** Lets only JSON in, in UTF-8: a schema cannot speak of a body that cannot be read. */
export const requireJson: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'POST' || c.req.method === 'PUT')
    checkJson(c.req.raw.headers, await c.req.arrayBuffer())
  await next()
}

function checkJson(headers: Headers, body: ArrayBuffer): void {
  if (body.byteLength === 0) return // Whether a body is needed, the route's schema says.
  const type = headers.get('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    throw new HttpProblem(415, 'not-json', `the body must be JSON: send Content-Type: application/json`)
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    throw new HttpProblem(
      400,
      'malformed-json',
      `the body is no JSON: ${error instanceof Error ? error.message : ''}`,
    )
  }
}
