import { serve, type Http2Bindings, type HttpBindings, type WebSocketServerLike } from '@hono/node-server'
import { once } from 'node:events'
import { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { BadSetting } from './config/settings.ts'

/** A command is a line of text; nothing longer is read. */
const LONGEST_MESSAGE = 16 * 1024

/** `connection` is the one that the request came over; an upgrade to a WebSocket needs it. */
export type Answer = (
  request: Request,
  connection: HttpBindings | Http2Bindings,
) => Response | Promise<Response>

export type Listener = {
  port: number
  /** Takes no new connections; resolves when the last one has ended. */
  drain(): Promise<void>
  /** Ends every connection, streams and WebSockets too. */
  cut(): void
}

/** Throws `BadSetting` when `HOST` or `PORT` is what is wrong, else what the operating system says. */
export async function listen(host: string, port: number, answer: Answer): Promise<Listener> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- their types differ in one overload of `send`
  const websocket = { server: sockets as unknown as WebSocketServerLike }
  const server = serve({ fetch: answer, hostname: host, port, websocket })
  if (!(server instanceof Server)) throw new TypeError('a plain HTTP server was expected')
  await once(server, 'listening').catch((error: unknown) => {
    throw unusable(host, port, error) ?? error
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async drain() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await closed
    },
    cut() {
      server.closeAllConnections()
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

/** Which setting the operating system's refusal speaks of; null: of none. */
function unusable(host: string, port: number, error: unknown): BadSetting | null {
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EADDRINUSE':
      return new BadSetting('PORT', `another program listens on ${host}:${port} already`, String(port + 1))
    case 'EACCES':
      return new BadSetting('PORT', `this user may not listen on ${port}`, '8001')
    case 'EADDRNOTAVAIL':
      return new BadSetting('HOST', `${host} is no address of this machine`, '127.0.0.1')
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new BadSetting('HOST', `${host} is not known as the name of a machine`, '127.0.0.1')
    default:
      return null
  }
}
