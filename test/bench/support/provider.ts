import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { signature } from '../../../emulator/callbacks/signature.ts'
import { must } from '../../support/client.ts'

export const ACCOUNT = { sid: 'AC0123456789abcdef0123456789abcdef', token: 'network' }

/** How many of the newest calls are in the list. */
const LISTED = 50

/** A call that was asked for. `at`: when the request arrived, by `performance.now()`. */
export type Call = { sid: string; to: string; attempt: string; statusUrl: string; at: number }

export type Provider = Awaited<ReturnType<typeof startProvider>>

const nobodyListens: (call: Call) => void = () => {}

/**
 * What stands where Twilio is, and costs next to nothing: it takes every call and says nothing of it
 * by itself. The emulator is a whole telephone network, which would be measured too.
 */
export async function startProvider() {
  let taken = 0
  const newest: Call[] = []
  let onCall = nobodyListens
  let mayAnswer: Promise<void> = Promise.resolve()
  let status = 'queued'

  async function create(form: URLSearchParams, at: number): Promise<object> {
    const sid = `CA${String(++taken).padStart(32, '0')}`
    const statusUrl = (form.get('StatusCallback') ?? '').split('#')[0] ?? ''
    const attempt = new URL(statusUrl).searchParams.get('attempt') ?? ''
    const call = { sid, to: form.get('To') ?? '', attempt, statusUrl, at }
    newest.push(call)
    if (newest.length > LISTED) newest.shift()
    onCall(call)
    await mayAnswer
    return resource(sid, 'queued')
  }

  function look(method: string, url: string): object | null {
    const sid = /\/Calls\/(\w+)\.json/.exec(url)?.[1]
    // Whatever was hung up has ended; nothing else moves unless a callback says so.
    if (sid) return resource(sid, method === 'POST' ? 'completed' : status)
    if (!url.includes('/Calls.json')) return null
    const to = new URL(url, 'http://localhost').searchParams.get('To')
    const calls = newest.filter((call) => call.to === to).map((call) => resource(call.sid, 'queued'))
    return { calls, page_size: LISTED, next_page_uri: null }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now()
    const body = await bodyOf(request)
    const { method = '', url = '' } = request
    const created = method === 'POST' && url.endsWith('/Calls.json')
    const found = created ? await create(new URLSearchParams(body), at) : look(method, url)
    response
      .writeHead(created ? 201 : found ? 200 : 404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(found ?? NOT_HERE))
  }

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    /** From now on `heard` hears of every call, before it is answered. */
    onCall: (heard: (call: Call) => void) => void (onCall = heard),
    /** From now on calls are taken, and the answer to those who asked for them does not come. */
    fallSilent: () => void (mayAnswer = new Promise(() => {})),
    /** From now on it says this of every call that it is asked about. */
    saysOfCalls: (said: string) => void (status = said),
    close: () => server.close(),
  }
}

/**
 * Tells what becomes of a call, as Twilio does; resolves when it was taken. `to`: the port that it
 * arrives at, where a load balancer has turned to another node.
 */
export async function tell({ sid, statusUrl }: Call, status: string, to?: string): Promise<void> {
  const fields = { CallSid: sid, AccountSid: ACCOUNT.sid, CallStatus: status }
  const url = new URL(statusUrl)
  if (to !== undefined) url.port = to
  await must(url.href, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': signature(ACCOUNT.token, statusUrl, fields),
    },
    body: new URLSearchParams(fields).toString(),
  })
}

const NOT_HERE = { code: 20404, message: 'it takes calls, and nothing else', status: 404 }

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  return body
}

const resource = (sid: string, status: string) => ({
  sid,
  status,
  date_created: new Date().toUTCString(),
  price: null,
  answered_by: null,
  duration: null,
})
