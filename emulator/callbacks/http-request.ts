import http from 'node:http'
import https from 'node:https'
import type { Clock } from '../clock.ts'

export type HttpRequest = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string
}

/** `ct`: no connection (or TLS), in Twilio's own abbreviation; `rt`: connected, but no answer in time. */
export type HttpAnswer =
  | { status: number; contentType: string; body: string }
  | { failed: 'ct' | 'rt'; message: string }

/**
 * One request on a connection of its own; redirects are not followed. Never rejects: what goes wrong
 * is an answer too. The limits run on the given clock, so a virtual one decides when they strike;
 * `readMs` is for each packet of the answer, `totalMs` for everything.
 */
export function httpRequest(
  request: HttpRequest,
  limits: { connectMs: number; readMs: number; totalMs: number },
  clock: Clock,
): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const { request: open } = request.url.startsWith('https:') ? https : http
    const { method, headers } = request
    const outgoing = open(request.url.split('#')[0] ?? '', { method, headers, agent: false })
    let connected = false
    let cancelLimit = clock.after(limits.connectMs, () =>
      finish({ failed: 'ct', message: 'connect time-out' }),
    )

    const cancelTotal = clock.after(limits.totalMs, () =>
      finish({ failed: connected ? 'rt' : 'ct', message: 'total time-out' }),
    )

    function finish(answer: HttpAnswer): void {
      cancelLimit()
      cancelTotal()
      resolve(answer)
      outgoing.destroy()
    }
    function waitForPacket(): void {
      connected = true
      cancelLimit()
      cancelLimit = clock.after(limits.readMs, () => finish({ failed: 'rt', message: 'read time-out' }))
    }
    outgoing.on('socket', (socket) => {
      socket.once(request.url.startsWith('https:') ? 'secureConnect' : 'connect', waitForPacket)
    })
    // A connection that breaks after it stood counts as a failed read, as a reset by the peer does.
    outgoing.on('error', (error) => finish({ failed: connected ? 'rt' : 'ct', message: error.message }))
    outgoing.on('response', (response) => {
      waitForPacket()
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        waitForPacket()
        chunks.push(chunk)
      })
      response.on('error', (error) => finish({ failed: 'rt', message: error.message }))
      response.on('end', () => {
        const contentType = response.headers['content-type'] ?? ''
        finish({
          status: response.statusCode ?? 0,
          contentType,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
    outgoing.end(request.body)
  })
}
