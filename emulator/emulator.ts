import { serve, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { once } from 'node:events'
import { Server } from 'node:http'
import { realClock, type Clock } from './clock.ts'
import { aboutText } from './control/about.ts'
import { controlApi } from './control/control.ts'
import { faultBook } from './faults/fault-book.ts'
import { readRules, type NewRule } from './faults/fault-rule.ts'
import { messageCentre } from './messages/message-centre.ts'
import { eventLog } from './phones/event-log.ts'
import { phoneBook } from './phones/phone-book.ts'
import { accountApi } from './rest/account.ts'
import { callsApi, signedIn } from './rest/calls.ts'
import { messagesApi } from './rest/messages.ts'
import { isProblem, type Problem } from './problem.ts'
import { requestFaults } from './rest/request-faults.ts'
import { requestLog } from './rest/request-log.ts'
import { readSettings, usualSettings, type Settings } from './settings.ts'
import { switchboard } from './switchboard.ts'
import { workCounter } from './work.ts'

export type EmulatorOptions = {
  accountSid?: string
  authToken?: string
  /** The control API asks nobody who he is, so it listens on loopback unless told otherwise. */
  host?: string
  /** 0, the default, takes any that is free. */
  port?: number
  /** The real clock by default; a virtual one is moved by a test. */
  clock?: Clock
  /** Further credentials, secret by key id (SK…); callbacks are signed with the auth token all the same. */
  apiKeys?: Record<string, string>
  settings?: Partial<Settings>
  /** What shall go wrong from the start; what is random in it follows from `settings.seed`. */
  faults?: readonly NewRule[]
}

export type Emulator = {
  url: string
  accountSid: string
  authToken: string
  /** Requests that are being answered and callbacks that are on their way: at 0 nothing moves until the clock does. */
  inFlight(): number
  /** Clients that wait for an answer which a fault withholds, until the clock has moved or for ever: no movement. */
  withheld(): number
  close(): Promise<void>
}

const DEFAULTS = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'emulator', host: '127.0.0.1', port: 0 }

/** A telephone network with Twilio's API in front of it. Throws what the operating system says of the port, and an Error for bad options. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accountSid, authToken, host, port } = { ...DEFAULTS, ...options }
  const clock = options.clock ?? realClock()
  const work = workCounter()
  const settings = { ...usualSettings, ...given(readSettings(options.settings ?? {})).settings }
  const faults = faultBook(() => settings.seed)
  for (const rule of given(readRules(options.faults ?? [])).rules) faults.add(rule)
  const exchange = {
    account: { sid: accountSid, authToken },
    clock,
    work,
    settings,
    events: eventLog(),
    faults,
  }
  const book = phoneBook()
  const board = switchboard(exchange, book)
  const requests = requestLog()
  const messages = messageCentre(exchange, book)

  const faultsOf = (sid: string | null) =>
    sid === null ? undefined : (board.line(sid)?.call.faults ?? messages.of(sid)?.faults)

  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (_, next) => {
    const done = work.begin()
    await next().finally(done)
  })
  for (const path of ['/', '/emulator'])
    app.get(path, (c) => c.text(aboutText(new URL(c.req.url).origin, accountSid)))
  app.use('/2010-04-01/*', async (c, next) => {
    await next()
    // By the machine's clock and not by ours, which may be fast or a test's: that is what a client compares with its own.
    c.header('Date', new Date(Date.now() + 1000 * settings.date_ahead).toUTCString())
  })
  app.use('/2010-04-01/*', signedIn({ [accountSid]: authToken, ...options.apiKeys }))
  app.use('/2010-04-01/*', requestFaults(exchange, board, requests, faultsOf))
  app.route('/2010-04-01', accountApi(exchange))
  app.route('/2010-04-01', messagesApi(exchange, messages))
  app.route('/2010-04-01', callsApi(exchange, board))
  app.route('/emulator', controlApi(exchange, { board, book, messages, requests }))

  const server = serve({ fetch: app.fetch, hostname: host, port })
  if (!(server instanceof Server)) throw new TypeError('a plain HTTP server was expected')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
    accountSid,
    authToken,
    inFlight: () => work.count(),
    withheld: () => work.withheld(),
    async close() {
      board.clear()
      messages.clear()
      if ('stop' in clock && typeof clock.stop === 'function') clock.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function given<Read extends object>(read: Read | Problem): Read {
  if (isProblem(read)) throw new Error(`${read.field}: ${read.message}`)
  return read
}
