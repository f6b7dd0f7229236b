import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Call } from '../call.ts'
import { answer, press } from '../life.ts'
import { end, type Exchange, type Line } from '../line.ts'
import { plainNumber, type PhoneBook } from '../phones/phone-book.ts'
import { readScripts } from '../phones/script.ts'
import type { Switchboard } from '../switchboard.ts'
import type { Message } from '../rest/messages.ts'
import { clockControl } from './clock-control.ts'

const HEARTBEAT_MS = 15_000

/** What Twilio does not have: how phones behave, what they experienced, and hands to pick them up. */
export function controlApi(
  exchange: Exchange,
  board: Switchboard,
  book: PhoneBook,
  messages: Message[],
): Hono {
  const app = new Hono()
  app.route('/clock', clockControl(exchange.clock, exchange.work))

  app.get('/phones', (c) => c.json({ phones: book.all() }))
  app.get('/phones/:number', (c) => c.json(book.of(numberOf(c))))
  app.put('/phones/:number', async (c) => {
    const read = readScripts(await c.req.json().catch(() => null))
    if ('message' in read) return c.json({ error: read }, 400)
    book.script(numberOf(c), read.scripts)
    return c.json(book.of(numberOf(c)))
  })
  app.delete('/phones/:number', (c) => {
    book.forget(numberOf(c))
    return c.body(null, 204)
  })

  app.get('/calls', (c) => c.json({ calls: board.calls().map(ledgerEntry) }))
  app.get('/messages', (c) => c.json({ messages }))
  app.get('/calls/:sid', (c) => {
    const line = board.line(c.req.param('sid'))
    return line ? c.json(ledgerEntry(line.call)) : c.json(NO_SUCH_CALL, 404)
  })

  const byHand =
    (does: (line: Line, body: Record<string, unknown>) => string | null) => async (c: Context) => {
      const line = board.line(c.req.param('sid') ?? '')
      if (!line) return c.json(NO_SUCH_CALL, 404)
      const body: unknown = await c.req.json().catch(() => ({}))
      const refusal = does(line, typeof body === 'object' && body !== null ? { ...body } : {})
      return refusal === null
        ? c.json(ledgerEntry(line.call))
        : c.json({ error: { field: '', message: refusal } }, 409)
    }
  app.post(
    '/calls/:sid/answer',
    byHand((line) => onlyWhile(line, 'ringing', () => answer(line))),
  )
  app.post(
    '/calls/:sid/decline',
    byHand((line) => onlyWhile(line, 'ringing', () => end(line, 'busy'))),
  )
  app.post(
    '/calls/:sid/hang-up',
    byHand((line) => onlyWhile(line, 'in-progress', () => end(line, 'completed'))),
  )
  app.post(
    '/calls/:sid/press',
    byHand((line, { key }) => {
      if (typeof key !== 'string' || !/^[0-9*#]$/.test(key)) return 'key: must be one of 0-9 * #'
      return onlyWhile(line, 'in-progress', () => press(line, key))
    }),
  )

  app.get('/events', (c) => events(c, exchange))
  app.post('/reset', (c) => {
    board.clear()
    book.clear()
    messages.splice(0)
    return c.body(null, 204)
  })
  return app
}

const nobodyWaits = () => {}
const NO_SUCH_CALL = { error: { field: 'sid', message: 'there is no such call' } }
const numberOf = (c: Context) => plainNumber(c.req.param('number') ?? '')

/** The call as it is known, but for what only its own phone needs. */
const ledgerEntry = ({ request, ...call }: Call) => ({
  ...call,
  request: { ...request, statusCallback: request.statusCallback?.url ?? null },
})

function onlyWhile({ call }: Line, status: Call['status'], act: () => void): string | null {
  if (call.status !== status) return `the call is ${call.status}, not ${status}`
  act()
  return null
}

/** What phones experience, from `Last-Event-ID` on and as it happens. */
function events(c: Context, { events: log }: Exchange): Response {
  return streamSSE(c, async (out) => {
    let last = Number(c.req.header('Last-Event-ID') ?? 0)
    let wake = nobodyWaits
    const unsubscribe = log.subscribe(() => wake())
    out.onAbort(() => wake())
    const heart = setInterval(() => void out.write(': still here\n\n'), HEARTBEAT_MS)
    while (!out.aborted) {
      for (const event of log.since(last)) {
        await out.writeSSE({ id: String(event.id), data: JSON.stringify(event) })
        last = event.id
      }
      if (log.since(last).length === 0 && !out.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    clearInterval(heart)
    unsubscribe()
  })
}
