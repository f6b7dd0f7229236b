import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HttpProblem } from './problem.ts'

/** The longest message, four bytes a character and escaped, with room for a ladder of people. */
const MOST_BYTES = 256 * 1024

/** What is too large is still read up to here: a client that is cut off while it writes never sees the answer. */
const MOST_DRAINED_BYTES = 16 * 1024 * 1024

const limit = bodyLimit({
  maxSize: MOST_BYTES,
  async onError(c) {
    const { body } = c.req.raw
    let drained = 0
    // What came without its length was read by Hono, which keeps the stream to itself.
    for await (const chunk of body?.locked ? [] : (body ?? [])) {
      drained += chunk.byteLength
      if (drained > MOST_DRAINED_BYTES) break
    }
    throw new HttpProblem(413, 'too-large', {
      ko: `보낸 내용이 ${MOST_BYTES / 1024} kB보다 큽니다.`,
      en: `the body is larger than ${MOST_BYTES / 1024} kB`,
    })
  },
})

/**
 * Nothing larger gets in. Node reads no more than was announced; only what was not, or is too long, is looked at,
 * for to look makes a web request with streams of each (docs/performance.md has what that costs).
 */
export const limitBody: MiddlewareHandler = (c, next) => {
  const { headers } = c.req.raw
  const short = !headers.has('Transfer-Encoding') && Number(headers.get('Content-Length') ?? 0) <= MOST_BYTES
  return short ? next() : limit(c, next)
}

/** The routes that take a file instead of JSON. */
const TAKES_CSV = new Set(['/api/v1/contacts/import'])

/** Lets only JSON in, in UTF-8: a schema cannot speak of a body that cannot be read. */
export const requireJson: MiddlewareHandler = async (c, next) => {
  const hasBody = c.req.method === 'POST' || c.req.method === 'PUT'
  if (hasBody && TAKES_CSV.has(c.req.path)) requireCsv(c)
  else if (hasBody) await checkBody(c)
  await next()
}

function requireCsv(c: Context): void {
  if (!/^text\/csv\b/i.test(c.req.header('Content-Type') ?? ''))
    throw new HttpProblem(415, 'not-csv', {
      ko: '본문은 CSV여야 합니다: Content-Type: text/csv',
      en: 'the body must be CSV: send Content-Type: text/csv',
    })
}

async function checkBody(c: Context): Promise<void> {
  const body = await c.req.arrayBuffer()
  // Many clients announce JSON and send nothing: that is no body, and not a malformed one.
  if (body.byteLength === 0) c.req.raw = withoutType(c.req.raw)
  // Whoever asks for it is given this text; otherwise Hono would make a web response of the bytes to read them.
  else Object.assign(c.req.bodyCache, { text: Promise.resolve(checkedJson(c.req.raw.headers, body)) })
}

function withoutType(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.delete('Content-Type')
  return new Request(request.url, { method: request.method, headers })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function checkedJson(headers: Headers, body: ArrayBuffer): string {
  const type = headers.get('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type))
    throw new HttpProblem(415, 'not-json', {
      ko: '본문은 JSON이어야 합니다: Content-Type: application/json',
      en: 'the body must be JSON: send Content-Type: application/json',
    })
  try {
    const text = utf8.decode(body)
    JSON.parse(text)
    return text
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new HttpProblem(400, 'malformed-json', {
      ko: `본문이 올바른 JSON이 아닙니다: ${why}`,
      en: `the body is no JSON: ${why}`,
    })
  }
}
