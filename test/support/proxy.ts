import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { askOnce } from './client.ts'

/** A request on its way, as it was sent. */
export type Letter = {
  method: string
  /** With the query. */
  path: string
  headers: Record<string, string>
  body: string
  /** The body, read as a form. */
  fields: URLSearchParams
}
export type Reply = { status: number; type: string; body: string; date?: string | null }
export type Pass = (letter: Letter) => Promise<Reply>

/**
 * A stretch of network between two servers. `deliver` decides what becomes of each request: it may
 * pass it on at once, later, several times or never.
 */
export async function openProxy(
  target: () => string,
  deliver: (letter: Letter, pass: Pass) => Promise<Reply>,
  port = 0,
) {
  const pass: Pass = async ({ method, path, headers, body }) => {
    const reply = await askOnce(`${target()}${path}`, { method, headers, body })
    if (!reply) throw new Error('the connection was closed')
    return reply
  }
  const server = createServer((request, response) => {
    void (async () => {
      const reply = await deliver(await letterOf(request), pass)
      response.writeHead(reply.status, {
        'Content-Type': reply.type,
        ...(reply.date && { Date: reply.date }),
      })
      response.end(reply.body)
    })().catch(() => request.socket.resetAndDestroy()) // As it broke behind us, it breaks before us.
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the connection alone concerns is not passed on. */
const HOP_BY_HOP = new Set(['host', 'connection', 'content-length', 'keep-alive', 'transfer-encoding'])

async function letterOf(request: IncomingMessage): Promise<Letter> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      HOP_BY_HOP.has(name) || typeof value !== 'string' ? [] : [[name, value]],
    ),
  )
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers,
    body,
    fields: new URLSearchParams(body),
  }
}
