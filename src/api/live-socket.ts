import { upgradeWebSocket } from '@hono/node-server'
import { createRoute } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Said } from '../domain/said.ts'
import { Problem } from '../wire/problem.ts'
import { LiveRequest, type LiveCommand, type LiveMessage } from '../wire/live.ts'
import { isStillIn, leaveWhenDismissed } from './dismissals.ts'
import { tellByHand } from './escalation-actions.ts'
import { lastEventId, placeAfter } from './event-stream.ts'
import { eventText } from './event-text.ts'
import { HttpProblem, problemOf } from './problem.ts'
import { PROBLEMS, type House } from './routes.ts'

/** A page must know within seconds that it shows the past. */
const HEARTBEAT_MS = 2_000
/** Three heartbeats unanswered: whoever was there is gone, however open the connection looks. */
const SILENCE_MS = 3 * HEARTBEAT_MS
/** The close code of a policy (RFC 6455, 7.4.1). */
const SIGNED_OUT = 1008
/** The close code of an error of the server (IANA's WebSocket registry). */
const UNREADABLE = 1011
/** For the OpenAPI document: a router serves it, and the upgrade is the middleware's. */
export const liveRoute = createRoute({
  method: 'get',
  path: '/api/v1/live',
  tags: ['Escalations'],
  summary: 'Everything live and commands, as one WebSocket; goes on after `?last_event_id=`',
  request: { query: z.object({ last_event_id: z.string().max(20).optional() }) },
  responses: {
    101: { description: 'What is said on it: src/wire/live.ts.' },
    426: { description: 'It is a WebSocket.', content: { 'application/problem+json': { schema: Problem } } },
    ...PROBLEMS,
  },
})

export const upgradeOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket')
    throw new HttpProblem(426, 'websocket', WEBSOCKET, { headers: { Upgrade: 'websocket' } })
  await next()
}

const WEBSOCKET: Said = {
  ko: 'WebSocket입니다. 같은 내용의 스트림은 /api/v1/events 에 있습니다.',
  en: 'this is a WebSocket; the same as a stream is /api/v1/events',
}

/** Everything live, from now on or after `?last_event_id=`, and commands with their answers. */
export const liveSocket = (house: House): MiddlewareHandler =>
  upgradeWebSocket((c) => {
    const conversation = new Conversation(c, house, lastEventId(c) ?? house.live.last)
    return {
      onOpen: (_, { raw }) => raw instanceof WebSocket && conversation.begin(raw),
      onMessage: ({ data }) => conversation.hear(data),
      onClose: () => conversation.end(),
      onError: () => conversation.end(),
    }
  })

class Conversation {
  readonly #c: Context
  readonly #house: House
  readonly #asked: number
  readonly #leaving = new AbortController()
  #socket: WebSocket | null = null
  #heart: NodeJS.Timeout | undefined
  #heardAt = performance.now()

  constructor(c: Context, house: House, asked: number) {
    this.#c = c
    this.#house = house
    this.#asked = asked
  }

  begin(socket: WebSocket): void {
    this.#socket = socket
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS)
    void this.#tellEvents()
    leaveWhenDismissed(this.#c, this.#house, this.#leaving)
    this.#leaving.signal.addEventListener('abort', () => socket.close(SIGNED_OUT, 'signed out'))
  }

  hear(data: unknown): void {
    // Signed out: whoever does not close its side is not listened to either.
    if (this.#leaving.signal.aborted) return undefined
    this.#heardAt = performance.now()
    const request = typeof data === 'string' ? parse(data) : null
    if (request === null) return this.#socket?.close(1007, 'not understood')
    if (request.type !== 'heartbeat') void this.#obey(request)
  }

  end(): void {
    clearInterval(this.#heart)
    this.#leaving.abort()
  }

  /** One batch after the other, each when the one before has left: a client that does not read costs one. */
  async #tellEvents(): Promise<void> {
    const { live, log } = this.#house
    try {
      const after = await placeAfter(this.#house, this.#asked)
      void this.#say({ type: 'hello', last_event_id: after, ...this.#time() })
      for await (const batch of live.follow({ after, signal: this.#leaving.signal }))
        await Promise.all(batch.map((stored) => this.#send(`{"type":"event","event":${eventText(stored)}}`)))
    } catch (error) {
      log.warn({ err: error }, 'could not read events for a watcher')
      // The page comes back by itself, and goes on where it was.
      this.#socket?.close(UNREADABLE, 'events cannot be read')
    }
  }

  async #obey({ request, ...command }: LiveCommand): Promise<void> {
    const answer = await tellByHand(this.#house, this.#c.get('who'), command).then(
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
    void this.#leaveIfSignedOut()
    // What waits to be sent is sign of life enough, and must not pile up.
    if (this.#socket?.bufferedAmount === 0) void this.#say({ type: 'heartbeat', ...this.#time() })
  }

  async #leaveIfSignedOut(): Promise<void> {
    if (!(await isStillIn(this.#c, this.#house))) this.#leaving.abort()
  }

  #time() {
    return { now: this.#house.clock.now(), speed: this.#house.simulation?.speed() ?? 1 }
  }

  #say(message: LiveMessage): Promise<void> {
    return this.#send(JSON.stringify(message))
  }

  #send(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket === null) resolve()
      else this.#socket.send(text, () => resolve())
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
