import { serve, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { once } from 'node:events'
import { Server } from 'node:http'

/** `connection` is the one that the request came over. */
export type Answer = (
  request: Request,
  connection: HttpBindings | Http2Bindings,
) => Response | Promise<Response>

export type Listener = {
  port: number
  /** Takes no new connections; resolves when the last one has ended. */
  drain(): Promise<void>
  /** Ends every connection, streams too. */
  cut(): void
}

/** Throws what the operating system says, for example EADDRINUSE. */
export async function listen(host: string, port: number, answer: Answer): Promise<Listener> {
  const server = serve({ fetch: answer, hostname: host, port })
  if (!(server instanceof Server)) throw new TypeError('a plain HTTP server was expected')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async drain() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await closed
    },
    cut: () => server.closeAllConnections(),
  }
}

/** Where to reach a server that listens everywhere: here. */
export function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
