import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { attemptIdOf, callIdOfProvider } from '../../domain/attempt.ts'
import { createLog } from '../../observe/log.ts'
import { ProviderError } from '../provider.ts'
import { createTwilio } from './twilio.ts'

const TOKEN = 'auth-token-of-the-account'
const script = { language: 'ko', message: '결제 API 응답 없음', closing: '끝', menu: null } as const
const nobody = {
  script: async () => null,
  report: async () => 'unknown' as const,
  keyPressed: async () => null,
}

/** The provider, with a server in the place of Twilio that behaves as told. */
async function providerAt(baseUrl: string) {
  const settings = {
    accountSid: 'AC0123456789abcdef0123456789abcdef',
    authToken: TOKEN,
    from: '+15005550006',
    baseUrl,
    publicUrl: null,
  }
  return createTwilio(settings, nobody, { ko: '', en: '' }, createLog('silent')).provider
}
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}
const refuses = (status: number, code: number, message = 'no') =>
  serverThat((_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ code, message, status, more_info: '' }))
  })

async function failureOf(baseUrl: string): Promise<ProviderError> {
  const provider = await providerAt(baseUrl)
  const order = {
    attempt: attemptIdOf('esc_1', 1),
    to: '+821000000001',
    script,
    ringTimeoutSeconds: 15,
    timeLimitSeconds: 120,
    detectMachine: false,
  }
  const error: unknown = await provider.place(order).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProviderError)
  return error as ProviderError
}

test.each([
  [400, 21211, 'never'],
  [400, 21215, 'never'],
  [400, 21210, 'never'],
  [401, 20003, 'never'],
  [403, 20003, 'never'],
  [404, 20404, 'never'],
  [429, 20429, 'safe'],
  [503, 20503, 'safe'],
  [500, 20500, 'may-duplicate'],
  [502, 0, 'may-duplicate'],
])('HTTP %i with code %i may be repeated: %s', async (status, code, retry) => {
  const error = await failureOf(await refuses(status, code))
  expect(error.retry).toBe(retry)
  expect(error.failure.hint.ko).toMatch(/[가-힣]/)
  expect(error.failure.hint.en).toMatch(/[a-z]/)
})

test('a trial account is told what to do', async () => {
  const error = await failureOf(await refuses(400, 20001, 'Trial accounts have limited parameter access'))
  expect(error).toMatchObject({
    retry: 'never',
    failure: { hint: { en: expect.stringContaining('Upgrade') } },
  })
})

test('a request that never left may be repeated', async () => {
  expect(await failureOf('http://127.0.0.1:1')).toMatchObject({
    retry: 'safe',
    failure: { code: 'ECONNREFUSED' },
  })
})

test('a connection that is reset after the request may have placed the call', async () => {
  const url = await serverThat((request) => request.socket.resetAndDestroy())
  expect(await failureOf(url)).toMatchObject({ retry: 'may-duplicate' })
})

test(
  'a server that never answers is not waited for: the call may have been placed',
  { timeout: 15_000 },
  async () => {
    const url = await serverThat(() => {})
    expect(await failureOf(url)).toMatchObject({ retry: 'may-duplicate' })
  },
)

test('D19 no error tells the credentials', async () => {
  for (const url of [
    await refuses(401, 20003),
    'http://127.0.0.1:1',
    await serverThat((r) => r.socket.destroy()),
  ]) {
    const error = await failureOf(url)
    const { inspect } = await import('node:util')
    const told = inspect(error, { depth: 20, showHidden: true })
    expect(told).not.toContain(TOKEN)
    expect(told).not.toContain('Basic ')
    expect(told).not.toContain(Buffer.from(`AC0123456789abcdef0123456789abcdef:${TOKEN}`).toString('base64'))
  }
})

test('D19 no error tells a phone number', async () => {
  const { failure } = await failureOf(await refuses(400, 21211, 'The number +821000001234 is not valid.'))
  expect(failure.message).toBe('The number 010-****-1234 is not valid.')
})

test('hanging up a call that is over already is done', async () => {
  const provider = await providerAt(await refuses(400, 21220))
  await expect(provider.hangUp(callIdOfProvider('CA1'))).resolves.toBeUndefined()
})
