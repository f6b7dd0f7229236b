import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import twilio from 'twilio'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { onTestFinished } from 'vitest'
import { startEmulator, type EmulatorOptions } from './emulator.ts'
import { virtualClock } from './virtual-clock.ts'

export const FROM = '+15005550006'
export const TO = '+821000001231'
export const HELLO = '<Response><Say>안녕하세요</Say></Response>'

type Options = Pick<EmulatorOptions, 'settings' | 'faults' | 'apiKeys'> & {
  /** What the customer's server answers; with a 500 at paths that begin with /broken, a 404 at /gone. */
  answer?: (path: string) => string
}

/** For tests: the emulator on a virtual clock, the official SDK as its client, and a customer's server. */
export async function openCustomer({ answer = () => '', ...options }: Options = {}) {
  const clock = virtualClock()
  const credentials = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: 'token' }
  const emulator = await startEmulator({ ...credentials, clock, ...options })
  const { received, url: customer, close: closeServer } = await customersServer(answer)
  const clientWith = (user: string, secret: string, more = {}) => {
    const client = twilio(user, secret, more)
    client.api.baseUrl = emulator.url
    return client
  }
  const client = clientWith(emulator.accountSid, emulator.authToken)
  let open = true
  const close = async () => {
    if (open) await Promise.all([emulator.close(), closeServer()])
    open = false
  }
  onTestFinished(close)

  let asking = 0
  async function counted<T>(request: Promise<T>): Promise<T> {
    asking += 1
    return request.finally(() => (asking -= 1))
  }
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each test says what it expects of the answer
  async function control<T = unknown>(method: string, target: string, body?: unknown) {
    const response = await fetch(`${emulator.url}/emulator${target}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T }
  }
  async function settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve))
    while (emulator.inFlight() + asking > emulator.withheld())
  }
  return {
    emulator,
    client,
    clientWith,
    clock,
    customer,
    received,
    control,
    settle,
    close,
    script: (script: unknown, number = TO) => control('PUT', `/phones/${encodeURIComponent(number)}`, script),
    place: (more: object = {}) => counted(client.calls.create({ to: TO, from: FROM, twiml: HELLO, ...more })),
    text: (more: object = {}) =>
      counted(client.messages.create({ to: TO, from: FROM, body: '점검', ...more })),
    pass: (seconds: number) => clock.walk(seconds * 1000, settle),
    status: async (sid: string) => (await client.calls(sid).fetch()).status,
    ledger: async () => (await control<{ calls: LedgerCall[] }>('GET', '/calls')).body.calls,
  }
}

type LedgerCall = { sid: string; status: string; faults: { fault: string; where: string }[] }

type Received = {
  path: string
  method: string
  fields: Record<string, string>
  valid: boolean
  token: string
}

/** A server that notes what it is sent, and whether Twilio's signature is right. */
async function customersServer(answer: (path: string) => string) {
  const received: Received[] = []
  async function note(request: IncomingMessage): Promise<string> {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    const fields = Object.fromEntries(new URLSearchParams(body))
    const { url: path = '', method = '', headers } = request
    const valid = validateRequest('token', String(headers['x-twilio-signature']), `${url}${path}`, fields)
    received.push({ path, method, fields, valid, token: String(headers['i-twilio-idempotency-token']) })
    return path
  }
  const server = createServer((request, response) => {
    void (async () => {
      const path = await note(request)
      response.writeHead(statusFor(path), { 'Content-Type': 'text/xml' })
      response.end(answer(path))
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  async function close(): Promise<void> {
    server.closeAllConnections()
    server.close()
  }
  return { received, url, close }
}

function statusFor(path: string): number {
  if (path.startsWith('/broken')) return 500
  return path.startsWith('/gone') ? 404 : 200
}
