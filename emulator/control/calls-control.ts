import { Hono, type Context } from 'hono'
import { hasEnded, type Call } from '../call.ts'
import { answer, press } from '../life.ts'
import { end, type Line } from '../line.ts'
import type { Switchboard } from '../switchboard.ts'
import { aimedAt, jsonOf, problem } from './answers.ts'

const NO_SUCH_CALL = { field: 'sid', message: 'there is no such call' }

/** The ledger of calls, and hands to pick phones up. */
export function callsControl(board: Switchboard): Hono {
  const app = new Hono()
  const chosen = (c: Context) => {
    const aimed = aimedAt(c)
    return board.calls().filter(({ request }) => aimed(request))
  }
  app.get('/', (c) => c.json({ calls: chosen(c).map(ledgerEntry) }))
  app.delete('/', (c) => {
    const ended = chosen(c).filter(hasEnded)
    for (const { sid } of ended) board.forget(sid)
    return c.json({ forgotten: ended.length })
  })
  app.get('/:sid', (c) => {
    const line = board.line(c.req.param('sid'))
    return line ? c.json(ledgerEntry(line.call)) : problem(c, 404, NO_SUCH_CALL)
  })

  /** One thing that a hand can do, while the call is so far. */
  function byHand(path: string, status: Call['status'], act: (line: Line) => void): void {
    app.post(`/:sid/${path}`, (c) => {
      const line = board.line(c.req.param('sid') ?? '')
      if (!line) return problem(c, 404, NO_SUCH_CALL)
      if (line.call.status !== status) return tooEarlyOrLate(c, line.call, status)
      act(line)
      return c.json(ledgerEntry(line.call))
    })
  }
  byHand('answer', 'ringing', answer)
  byHand('decline', 'ringing', (line) => end(line, 'busy'))
  byHand('hang-up', 'in-progress', (line) => end(line, 'completed'))
  app.post('/:sid/press', async (c) => {
    const line = board.line(c.req.param('sid'))
    if (!line) return problem(c, 404, NO_SUCH_CALL)
    const key = keyIn(await jsonOf(c))
    if (!key) return problem(c, 400, { field: 'key', message: 'must be one of 0-9 * #' })
    if (line.call.status !== 'in-progress') return tooEarlyOrLate(c, line.call, 'in-progress')
    press(line, key)
    return c.json(ledgerEntry(line.call))
  })
  return app
}

function tooEarlyOrLate(c: Context, call: Call, wanted: string): Response {
  return problem(c, 409, { field: '', message: `the call is ${call.status}, not ${wanted}` })
}

function keyIn(body: unknown): string | null {
  const key = typeof body === 'object' && body !== null && 'key' in body ? body.key : null
  return typeof key === 'string' && /^[0-9*#]$/.test(key) ? key : null
}

/** The call as it is known, but for what only its own phone needs. */
const ledgerEntry = ({ request, ...call }: Call) => ({
  ...call,
  request: { ...request, statusCallback: request.statusCallback?.url ?? null },
})
