import { upgradeWebSocket } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { WebSocket } from 'ws'
import { LiveRequest, type LiveCommand, type LiveMessage } from '../wire/live.ts'
import { tellByHand } from './escalation-actions.ts'
import { lastEventId } from './event-stream.ts'
import { presentEvent } from './present.ts'
import { HttpProblem, problemOf } from './problem.ts'
import type { House } from './routes.ts'

/** A page must know within seconds that it shows the past. */
const HEARTBEAT_MS = 2_000
/** Three heartbeats unanswered: whoever was there is gone, however open the connection looks. */
const SILENCE_MS = 3 * HEARTBEAT_MS
/** A browser cannot send headers with a WebSocket, so the token may come as a subprotocol, as Kubernetes takes it. */
const BEARER_PROTOCOL = /(?:^|, *)bearer\.([\w-]+)/

export const tokenFromProtocol: MiddlewareHandler = async (c, next) => {
  const [, encoded] = BEARER_PROTOCOL.exec(c.req.header('Sec-WebSocket-Protocol') ?? '') ?? []
  if (encoded !== undefined) {
    const headers = new Headers(c.req.raw.headers)
    headers.set('Authorization', `Bearer ${Buffer.from(encoded, 'base64url').toString()}`)
    c.req.raw = new Request(c.req.raw, { headers })
  }
  await next()
}

/** Cookies go along with a WebSocket that any site opens: only our own pages may. */
export const ownPagesOnly: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('Origin')
  if (origin !== undefined && URL.parse(origin)?.host !== c.req.header('Host'))
    throw new HttpProblem(403, 'other-site', `a page of ${origin} may not listen here`)
  await next()
}

export const upgradeOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket')
    throw new HttpProblem(426, 'websocket', 'this is a WebSocket; the same as a stream is /api/v1/events', {
      headers: { Upgrade: 'websocket' },
    })
  await next()
}

/** Everything live, from now on or after `?last_event_id=`, and commands with their answers. */
export const liveSocket = (house: House): MiddlewareHandler =>
  upgradeWebSocket((c) => {
    const after = Math.min(lastEventId(c) ?? house.live.last, house.live.last)
    const conversation = new Conversation(house, after)
    return {
      onOpen: (_, { raw }) => raw instanceof WebSocket && conversation.begin(raw),
      onMessage: ({ data }) => conversation.hear(data),
      onClose: () => conversation.end(),
      onError: () => conversation.end(),
    }
  })

class Conversation {
  readonly #house: House
  readonly #after: number
  readonly #leaving = new AbortController()
  #socket: WebSocket | null = null
  #heart: NodeJS.Timeout | undefined
  #heardAt = performance.now()

  constructor(house: House, after: number) {
    this.#house = house
    this.#after = after
  }

  begin(socket: WebSocket): void {
    this.#socket = socket
    void this.#say({ type: 'hello', last_event_id: this.#after, ...this.#time() })
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS)
    void this.#tellEvents()
  }

  hear(data: unknown): void {
    this.#heardAt = performance.now()
    const request = typeof data === 'string' ? parse(data) : null
    if (request === null) return this.#socket?.close(1007, 'not understood')
    if (request.type !== 'heartbeat') void this.#obey(request)
  }

  end(): void {
    clearInterval(this.#heart)
    this.#leaving.abort()
  }

  /** One after the other, each when the one before has left: a client that does not read costs one message. */
  async #tellEvents(): Promise<void> {
    const { live } = this.#house
    for await (const batch of live.follow({ after: this.#after, signal: this.#leaving.signal }))
      for (const stored of batch) await this.#say({ type: 'event', event: presentEvent(stored) })
  }

  async #obey({ request, ...command }: LiveCommand): Promise<void> {
    const answer = await tellByHand(this.#house, command).then(
      (escalation): LiveMessage => ({ type: 'done', request, escalation }),
      (error: unknown): LiveMessage => ({
        type: 'refused',
        request,
        problem: problemOf(error, this.#house.log).problem,
      }),
    )
    await this.#say(answer)
  }

  #beat(): void {
    if (performance.now() - this.#heardAt > SILENCE_MS) return this.#socket?.terminate()
    // What waits to be sent is sign of life enough, and must not pile up.
    if (this.#socket?.bufferedAmount === 0) void this.#say({ type: 'heartbeat', ...this.#time() })
  }

  #time() {
    return { now: this.#house.clock.now(), speed: this.#house.simulation?.speed() ?? 1 }
  }

  #say(message: LiveMessage): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket === null) resolve()
      else this.#socket.send(JSON.stringify(message), () => resolve())
    })
  }
}

function parse(text: string): LiveRequest | null {
  try {
    const parsed = LiveRequest.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
