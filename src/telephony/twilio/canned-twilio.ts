import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { onTestFinished } from 'vitest'
import { createLog } from '../../observe/log.ts'
import type { CallInbox, Provider } from '../provider.ts'
import type { After, TwilioSettings } from './account.ts'
import { createTwilio, type Surroundings } from './twilio.ts'

/** For tests: servers in the place of Twilio that answer what the emulator never would. */

export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
export const TOKEN = 'auth-token-of-the-account'
export const OUR_NUMBER = '+15005550006'

const nobody = {
  script: async () => null,
  report: async () => 'unknown' as const,
  keyPressed: async () => null,
}

const onTime: After = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
/** For a server that makes one wait: a hundred times as fast as life. */
export const soon: After = (ms, run) => onTime(ms / 100, run)

/** Surroundings that say nothing. */
export const quiet = (inbox: CallInbox, after: After = onTime): Surroundings => ({
  inbox,
  notRecorded: { ko: '', en: '' },
  log: createLog('silent'),
  after,
  refused: () => {},
})

/** The provider, told that Twilio is at `baseUrl`. */
export function providerAt(
  baseUrl: string,
  settings: Partial<TwilioSettings> = {},
  after: After = onTime,
): Provider {
  const account = { accountSid: ACCOUNT, authToken: TOKEN, from: OUR_NUMBER, baseUrl, publicUrl: null }
  return createTwilio({ ...account, ...settings }, quiet(nobody, after)).provider
}

export async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

/** One answer to everything. */
export const answering = (status: number, body: unknown): Promise<string> =>
  serverThat((_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })

/** Twilio's way to say no. */
export const refusing = (status: number, code: number, message = 'no'): Promise<string> =>
  answering(status, { code, message, status, more_info: '' })

/** One answer to everything, and a note of what was asked. */
export async function noting(body: unknown) {
  const asked: { method: string; path: string; form: URLSearchParams }[] = []
  const url = await serverThat((request, response) => {
    void formOf(request).then((form) => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', form })
      response.writeHead(200, { 'Content-Type': 'application/json' })
      return response.end(JSON.stringify(body))
    })
  })
  return { url, asked }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}
