import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { once } from 'node:events'
import { Server } from 'node:http'
import { realClock, type Clock } from './clock.ts'
import { controlApi } from './control/control.ts'
import { eventLog } from './phones/event-log.ts'
import { phoneBook } from './phones/phone-book.ts'
import { callsApi, signedIn } from './rest/calls.ts'
import { messagesApi, type Message } from './rest/messages.ts'
import { usualSettings, type Settings } from './settings.ts'
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
  settings?: Partial<Settings>
}

export type Emulator = {
  url: string
  accountSid: string
  authToken: string
  /** Requests that are being answered and callbacks that are on their way: at 0 nothing moves until the clock does. */
  inFlight(): number
  close(): Promise<void>
}

const DEFAULTS = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'emulator', host: '127.0.0.1', port: 0 }

/** A telephone network with Twilio's API in front of it. Throws what the operating system says of the port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accountSid, authToken, host, port } = { ...DEFAULTS, ...options }
  const clock = options.clock ?? realClock()
  const work = workCounter()
  const settings = { ...usualSettings, ...options.settings }
  const exchange = { account: { sid: accountSid, authToken }, clock, work, settings, events: eventLog() }
  const book = phoneBook()
  const board = switchboard(exchange, book)

  const app = new Hono()
  app.use(async (_, next) => {
    const done = work.begin()
    await next().finally(done)
  })
  const messages: Message[] = []
  app.use('/2010-04-01/*', signedIn(exchange.account))
  app.route('/2010-04-01', messagesApi(exchange, messages))
  app.route('/2010-04-01', callsApi(exchange, board))
  app.route('/emulator', controlApi(exchange, board, book, messages))

  const server = serve({ fetch: app.fetch, hostname: host, port })
  if (!(server instanceof Server)) throw new TypeError('a plain HTTP server was expected')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
    accountSid,
    authToken,
    inFlight: () => work.count(),
    async close() {
      board.clear()
      if ('stop' in clock && typeof clock.stop === 'function') clock.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
