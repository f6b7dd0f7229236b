import { Hono, type Context } from 'hono'
import type { Exchange } from '../line.ts'
import { isNumber, NO_NUMBER, plainNumber, type PhoneBook } from '../phones/phone-book.ts'
import { readScripts } from '../phones/script.ts'
import type { MessageCentre } from '../messages/message-centre.ts'
import { readTextScript } from '../messages/text-script.ts'
import type { RequestLog } from '../rest/request-log.ts'
import type { Switchboard } from '../switchboard.ts'
import { aimedAt, jsonOf, problem } from './answers.ts'
import { callsControl } from './calls-control.ts'
import { clockControl } from './clock-control.ts'
import { eventStream } from './events-control.ts'
import { faultsControl } from './faults-control.ts'
import { settingsControl } from './settings-control.ts'

export type Records = { board: Switchboard; book: PhoneBook; messages: MessageCentre; requests: RequestLog }

/** What Twilio does not have: how phones behave, what they experienced, what shall go wrong, and hands. */
export function controlApi(exchange: Exchange, { board, book, messages, requests }: Records): Hono {
  const app = new Hono()
  app.route('/clock', clockControl(exchange.clock, exchange.work))
  app.route('/faults', faultsControl(exchange.faults))
  app.route('/settings', settingsControl(exchange.settings, board.queue))
  app.route('/phones', phonesControl(book))
  app.route('/calls', callsControl(board))
  app.get('/messages', (c) => c.json({ messages: messages.all().filter(aimedAt(c)) }))
  app.delete('/messages', (c) => {
    messages.forget(aimedAt(c))
    return c.body(null, 204)
  })
  app.get('/requests', (c) => c.json({ requests: requests.all().filter(aimedAt(c)) }))
  app.delete('/requests', (c) => {
    requests.forget(aimedAt(c))
    return c.body(null, 204)
  })
  app.get('/events', (c) => eventStream(c, exchange.events))
  app.post('/reset', (c) => {
    board.clear()
    book.clear()
    messages.clear()
    requests.forget(() => true)
    exchange.faults.clear()
    return c.body(null, 204)
  })
  return app
}

const numberOf = (c: Context) => plainNumber(c.req.param('number') ?? '')

function phonesControl(book: PhoneBook): Hono {
  const app = new Hono()
  app.get('/', (c) => c.json({ phones: book.all() }))
  app.use('/:number/*', async (c, next) =>
    isNumber(c.req.param('number')) ? next() : problem(c, 400, { field: 'number', message: NO_NUMBER }),
  )
  app.get('/:number', (c) => c.json(book.of(numberOf(c))))
  app.put('/:number', async (c) => {
    const read = readScripts(await jsonOf(c))
    if ('message' in read) return problem(c, 400, read)
    book.script(numberOf(c), read.scripts)
    return c.json(book.of(numberOf(c)))
  })
  app.put('/:number/texts', async (c) => {
    const read = readTextScript(await jsonOf(c))
    if ('message' in read) return problem(c, 400, read)
    book.scriptTexts(numberOf(c), read.script)
    return c.json(book.of(numberOf(c)))
  })
  app.delete('/:number', (c) => {
    book.forget(numberOf(c))
    return c.body(null, 204)
  })
  return app
}
