import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { ServerResponse } from 'node:http'
import { isLive } from '../domain/attempt.ts'
import { loadEscalation } from '../store/escalations.ts'
import { eventsAfter, type StoredEvent } from '../store/events.ts'
import { isStillIn, leaveWhenDismissed } from './dismissals.ts'
import { eventFrames } from './event-text.ts'
import { Outlet } from './outlet.ts'
import { fieldProblem } from './problem.ts'
import type { House } from './routes.ts'

/** A page must know soon that it shows the past; proxies cut a silent connection after a minute. */
const HEARTBEAT_MS = 5_000
/** How long a browser waits before it comes back. */
const RETRY_MS = 1_000

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache',
  // Proxies that buffer would hold events back for minutes.
  'X-Accel-Buffering': 'no',
}

/** The id after which a client wants to go on; 0 is the beginning. */
export function lastEventId(c: Context): number | null {
  const given = c.req.header('Last-Event-ID') ?? c.req.query('last_event_id')
  if (given === undefined || given === '') return null
  if (!/^\d{1,15}$/.test(given))
    throw fieldProblem(
      'Last-Event-ID',
      { ko: '이벤트의 id여야 합니다.', en: 'must be the id of an event' },
      '42',
    )
  return Number(given)
}

/** Everything from now on, or from `Last-Event-ID` on, until the client leaves. */
export function streamEverything(c: Context, house: House): Response {
  return stream(c, house, { after: lastEventId(c) ?? house.live.last })
}

/**
 * One escalation from the beginning, or from `Last-Event-ID` on, until it is over and its phones are
 * silent. 204 when there is nothing more to come: that tells a browser not to come back.
 */
export async function streamEscalation(c: Context, house: House, escalationId: string): Promise<Response> {
  const after = lastEventId(c) ?? 0
  const rest = await eventsAfter(house.db.read, after, { escalationId, limit: 1 })
  if (rest.length === 0 && (await isFinished(house, escalationId))) return c.body(null, 204)
  return stream(c, house, { after, escalationId })
}

/**
 * Server-sent events until `tell` has told all, the client leaves or was signed out. What goes wrong
 * is for our log.
 */
export function streamEvents(
  c: Context,
  house: House,
  tell: (out: Outlet, leaving: AbortController) => Promise<void>,
): Response {
  // To a HEAD Hono makes an answer of its own, after this: nothing may have been sent by then.
  if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS)
  const { outgoing } = c.env
  if (!(outgoing instanceof ServerResponse)) throw new TypeError('a plain HTTP server was expected')
  outgoing.writeHead(200, HEADERS)
  const leaving = new AbortController()
  const out = new Outlet(outgoing, leaving)
  leaveWhenDismissed(c, house, leaving)
  void tell(out, leaving)
    .catch((error: unknown) => {
      if (!leaving.signal.aborted) house.log.error({ err: error }, 'a stream of events broke off')
    })
    .finally(() => leaving.abort())
  return RESPONSE_ALREADY_SENT
}

function stream(c: Context, house: House, from: { after: number; escalationId?: string }): Response {
  return streamEvents(c, house, async (out, leaving) => {
    const heart = heartbeat(out, house, HEARTBEAT_MS, async () => {
      if (!(await isStillIn(c, house))) leaving.abort()
    })
    try {
      await out.write(`retry: ${RETRY_MS}\n\n`)
      const after = await placeAfter(house, from.after)
      for await (const batch of house.live.follow({ ...from, after, signal: leaving.signal })) {
        await out.write(eventFrames(batch))
        if (from.escalationId && (await isEndedBy(batch, house, from.escalationId))) {
          const seen = batch.at(-1)?.id ?? after
          // What was committed between the batch and the look at the state.
          const rest = { escalationId: from.escalationId, limit: 1_000 }
          await out.write(eventFrames(await eventsAfter(house.db.read, seen, rest)))
          return
        }
      }
    } finally {
      heart.stop()
    }
  })
}

/** Where a watcher goes on who says that `asked` is the last event it has seen. */
export async function placeAfter({ live }: House, asked: number): Promise<number> {
  // Another node may have shown it what this one has not heard of yet.
  if (asked > live.last) await live.catchUp()
  // An id from another life of the database must not wait for events that will have long passed it.
  return Math.min(asked, live.last)
}

/**
 * A comment now and then keeps the connection open, and says what time it is here and how fast it
 * goes; a client that does not read gets no second one.
 */
export function heartbeat(
  out: Outlet,
  { clock, simulation }: House,
  everyMs: number,
  alsoThen = async (): Promise<void> => {},
): { stop(): void } {
  let waiting = false
  const beat = () => {
    if (waiting) return
    waiting = true
    out.offer(`: ${clock.now()} ${simulation?.speed() ?? 1}\n\n`)
    void alsoThen().finally(() => {
      waiting = false
    })
  }
  beat()
  const timer = setInterval(beat, everyMs)
  return { stop: () => clearInterval(timer) }
}

const mayBeLast = ({ event }: StoredEvent) =>
  event.type.startsWith('escalation_') || event.type === 'call_ended' || event.type === 'call_error'

/** By the last event of a batch: looked at once, however many watch. */
const ends = new WeakMap<StoredEvent, Promise<boolean>>()

/** Whether nothing of this escalation follows a batch of its events. */
async function isEndedBy(
  batch: readonly StoredEvent[],
  house: House,
  escalationId: string,
): Promise<boolean> {
  const last = batch.at(-1)
  if (!last || !batch.some(mayBeLast)) return false
  const known = ends.get(last) ?? isFinished(house, escalationId)
  ends.set(last, known)
  known.catch(() => ends.delete(last)) // Whoever asks hears of it, and the next one asks again.
  return known
}

/** Over, and no phone rings or speaks any more. */
async function isFinished({ db }: House, escalationId: string): Promise<boolean> {
  const record = await loadEscalation(db.read, escalationId)
  if (!record || record.state.status === 'running') return false
  return record.state.attempts.every((attempt) => !isLive(attempt) && attempt.call.status !== 'placing')
}
