import { onTestFinished } from 'vitest'
import type { NewRule } from '../../emulator/faults/fault-rule.ts'
import { startEmulator } from '../../emulator/emulator.ts'
import { virtualClock } from '../../emulator/virtual-clock.ts'
import { startApp } from '../../src/app.ts'
import { readSettings } from '../../src/config/settings.ts'
import { createLog, type Log } from '../../src/observe/log.ts'
import type { Callbacks } from '../../src/wire/callbacks.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { ask as askLean } from './client.ts'
import { emptyDatabase, strangerDoes } from './database.ts'
import { Ledger } from './ledger.ts'
import { openProxy, type Letter, type Pass, type Reply } from './proxy.ts'

const TOKEN = 'test-token-of-an-administrator'

type Json = Record<string, unknown>
type Deliver = (letter: Letter, pass: Pass) => Promise<Reply>
export type Contact = { name: string; phone: string }

type DatabaseSettings = Awaited<ReturnType<typeof emptyDatabase>>
type Restart = {
  clockSetBy?: number
  on?: DatabaseSettings
  ending?: () => void
  ended?: () => Promise<void>
}
/** `env`: further settings of the product. `database`: one with something in it. */
type WorldOptions = {
  callbacks?: boolean
  env?: Record<string, string>
  database?: DatabaseSettings
  log?: Log
}

/** What an in-process database does takes a few turns; whoever waits longer waits for another process, and lets it have the core. */
const TURNS = 50
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'

/**
 * The whole product, a telephone network and one clock for both, which stands still until nothing
 * moves any more. Everything goes over real HTTP; the test is one more client. What Twilio sends to
 * us passes through `mail.deliver`, what we ask of Twilio through `mail.ask`.
 */
export async function openWorld({
  callbacks = true,
  env = {},
  database: given,
  log = createLog('silent'),
}: WorldOptions = {}) {
  const database = given ?? (await emptyDatabase())
  const clock = virtualClock()
  const network = await startEmulator({ accountSid: ACCOUNT, authToken: 'network', clock })
  const mail: { deliver: Deliver; ask: Deliver } = {
    deliver: (letter, pass) => pass(letter),
    ask: (letter, pass) => pass(letter),
  }
  const inward = await openProxy(
    () => app.url,
    (letter, pass) => mail.deliver(letter, pass),
  )
  const openOutward = (port?: number) =>
    openProxy(
      () => network.url,
      (letter, pass) => mail.ask(letter, pass),
      port,
    )
  let outward = await openOutward()
  const settingsOn = (where: DatabaseSettings) =>
    readSettings({
      PORT: '0',
      ...where,
      NIGHTBELL_ADMIN_TOKEN: TOKEN,
      TELEPHONY: 'twilio',
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: 'network',
      TWILIO_FROM: '+15005550006',
      TWILIO_BASE_URL: outward.url,
      ...(callbacks && { PUBLIC_URL: inward.url }),
      ...env,
    })
  let settings = settingsOn(database)
  const start = (byMs: number) =>
    startApp(settings, { clock: { ...clock, now: () => clock.now() + byMs }, log })
  let app = await start(0)
  onTestFinished(async () => {
    await app.close()
    await network.close()
    inward.close()
    outward.close()
  })
  let asking = 0
  let held = 0
  let numbers = 0

  /** Any request, counted as movement until it is answered. */
  function send(url: string, init: RequestInit = {}): Promise<Response> {
    return moving(fetch(url, init))
  }

  async function moving<T>(answer: Promise<T>): Promise<T> {
    asking++
    return answer.finally(() => asking--)
  }

  async function control(method: string, target: string, body?: unknown): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json' }
    const response = await send(`${network.url}/emulator${target}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`)
    return response.status === 204 ? null : response.json()
  }

  /** A request to the API with the administrator's token. */
  function ask(method: string, target: string, body?: unknown, headers: Record<string, string> = {}) {
    return send(`${app.url}${target}`, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  async function get<T>(target: string): Promise<T> {
    const { body } = await moving(
      askLean(`${app.url}${target}`, { headers: { Authorization: `Bearer ${TOKEN}` } }),
    )
    return JSON.parse(body)
  }

  async function settle(): Promise<void> {
    for (let turns = 0; ; turns++) {
      await new Promise((resolve) => (turns < TURNS ? setImmediate(resolve) : setTimeout(resolve, 1)))
      if (app.running() + network.inFlight() + asking <= held + network.withheld()) return
    }
  }

  /** Lets time pass, stopping at every timer, until `fact` holds. */
  async function until<T>(fact: () => Promise<T | null | false | undefined>): Promise<T> {
    const giveUpAt = clock.now() + 24 * 3_600_000
    for (;;) {
      await settle()
      const found = await fact()
      if (found) return found
      const due = clock.nextDue()
      if (due === null || due > giveUpAt) throw new Error('it has not become true within a day')
      clock.advance(due - clock.now())
    }
  }

  const world = {
    get app() {
      return app
    },
    /** Nobody listens where the provider was. */
    unplug: () => outward.close(),
    async plugIn(): Promise<void> {
      outward = await openOutward(Number(new URL(outward.url).port))
    },
    /**
     * The server ends and starts again, on the same data or on others; time stands still, but somebody
     * may have set its clock. `ending`: it has been told to end; `ended`: it has.
     */
    async restart({
      clockSetBy = 0,
      on = database,
      ending = () => {},
      ended = async () => {},
    }: Restart = {}): Promise<void> {
      await settle()
      const closed = app.close()
      ending()
      await closed
      await ended()
      settings = settingsOn(on)
      app = await start(clockSetBy)
    },
    folder: database.NIGHTBELL_DATA,
    settings: () => settings,
    /** The same with another database. */
    settingsOn,
    /** Somebody else changes something in the database. */
    strangerDoes: (statement: string) => strangerDoes(database, statement),
    network,
    mail,

    /** Passes on a callback that was kept back, and counts it as movement. */
    passOn: (pass: () => Promise<Reply>): Promise<Reply> => moving(pass()),

    /** The provider takes the next request for a call, and its answer is held back until `release`. */
    holdNextCreate(): () => void {
      const { promise, resolve: release } = Promise.withResolvers<void>()
      mail.ask = async (letter, pass) => {
        const reply = await pass(letter)
        if (letter.method !== 'POST' || !letter.path.endsWith('/Calls.json')) return reply
        mail.ask = (each, onward) => onward(each)
        held++ // The product waits for us now, and not we for the product.
        await promise
        held--
        return reply
      }
      return release
    },
    clock,
    control,
    /** From now on the provider does this wrong: docs/emulator-control-api.md. */
    fault: (...rules: NewRule[]) => control('POST', '/faults', rules),
    ask,
    get,
    settle,
    until,
    send,

    /** A person whose phone behaves as the script says. */
    async person(name: string, script: Json | Json[]): Promise<Contact> {
      const phone = `+82100000${String(1000 + numbers++)}`
      await control('PUT', `/phones/${encodeURIComponent(phone)}`, script)
      return { name, phone }
    },

    async page(body: Json): Promise<Escalation> {
      const response = await ask('POST', '/api/v1/escalations', { message: '결제 API 응답 없음', ...body })
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
      return response.json() as Promise<Escalation>
    },

    /** What `/readyz` says. */
    health: async () => json(send(`${app.url}/readyz`)),

    escalation: ({ id }: { id: string }) => get<Escalation>(`/api/v1/escalations/${id}`),

    async events({ id }: { id: string }): Promise<EscalationEvent[]> {
      return (await get<{ events: EscalationEvent[] }>(`/api/v1/escalations/${id}/events`)).events
    },

    /** The provider's callbacks as they are shown, by attempt. */
    callbacks: async ({ id }: { id: string }) =>
      (await get<Callbacks>(`/api/v1/escalations/${id}/callbacks`)).attempts,

    /** Lets time pass until it is over and every phone is silent. */
    untilOver: (escalation: { id: string }): Promise<Escalation> =>
      until(async () => {
        const now = await world.escalation(escalation)
        const silent = now.attempts.every((a) => ['ended', 'refused', 'unknown'].includes(a.call_status))
        return now.status !== 'running' && silent && now
      }),

    /** Lets time pass until the newest attempt's call is so far. */
    untilCall: (escalation: { id: string }, status: string): Promise<Escalation> =>
      until(async () => {
        const now = await world.escalation(escalation)
        return now.attempts.at(-1)?.call_status === status && now
      }),

    /** Somebody cancels the call in the provider's own console. */
    async providerCancels(sid: string): Promise<void> {
      const { url, accountSid, authToken } = network
      await send(`${url}/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'Status=canceled',
      })
    },

    /** Lets `seconds` pass. */
    async pass(seconds: number): Promise<void> {
      await clock.walk(seconds * 1000, settle)
    },

    /** Lets days pass at once, in which nothing is going on. */
    async skip(days: number): Promise<void> {
      await settle()
      clock.advance(days * 86_400_000)
      await settle()
    },

    /** What the telephone network saw. */
    async ledger(): Promise<Ledger> {
      return new Ledger((await control('GET', '/calls')) as never)
    },
  }
  return world
}

/** Who was tried, and what came of it. */
export const outcomes = ({ attempts }: Pick<Escalation, 'attempts'>): string[] =>
  attempts.map(({ name, outcome }) => `${name} ${outcome}`)

/** The JSON of an answer, whatever it holds. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests say what they expect of it
export async function json(response: Promise<Response> | Response | undefined): Promise<any> {
  return (await response)?.json()
}

export type World = Awaited<ReturnType<typeof openWorld>>
