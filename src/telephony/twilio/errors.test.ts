import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { attemptIdOf, callIdOfProvider } from '../../domain/attempt.ts'
import { ProviderError } from '../provider.ts'
import type { After } from './account.ts'
import { ACCOUNT, answering, providerAt, refusing, serverThat, soon, TOKEN } from './canned-twilio.ts'
import { providerError } from './errors.ts'
import { BUSY, HINTS, TRIAL, UNAPPROVED } from './hints.ts'

const script = { language: 'ko', message: '결제 API 응답 없음', closing: '끝', menu: null } as const

async function failureOf(baseUrl: string, after?: After): Promise<ProviderError> {
  const provider = providerAt(baseUrl, {}, after)
  const order = {
    attempt: attemptIdOf('esc_1', 1),
    to: '+821000000001',
    script,
    ringTimeoutSeconds: 15,
    timeLimitSeconds: 120,
    detectMachine: false,
    mayLeave: () => true,
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
  [400, 21210, 'safe'],
  [401, 20003, 'safe'],
  [403, 20003, 'safe'],
  [400, 22005, 'safe'],
  [404, 20404, 'never'],
  [429, 20429, 'safe'],
  [503, 20503, 'safe'],
  [500, 20500, 'may-duplicate'],
  [502, 0, 'may-duplicate'],
])('HTTP %i with code %i may be repeated: %s', async (status, code, retry) => {
  const error = await failureOf(await refusing(status, code))
  expect(error.retry).toBe(retry)
  expect(error.failure.hint.ko).toMatch(/[가-힣]/)
  expect(error.failure.hint.en).toMatch(/[a-z]/)
})

test.each([
  [400, 0, 'Invalid or disallowed parameters provided - trial accounts have limited parameter access', TRIAL],
  [401, 20003, 'This feature is not available on a Trial account. Please upgrade your account', TRIAL],
  [401, 20003, 'Primary compliance profile is not approved', UNAPPROVED],
  [400, 573005, 'Trial account: destination number has not completed verification', HINTS[573005]],
  [401, 20003, 'Authenticate', HINTS[20003]],
  [429, 20429, 'Too many requests', BUSY],
])('HTTP %i with code %i and the words "%s" tells what to do', async (status, code, message, hint) => {
  const { failure } = await failureOf(await refusing(status, code, message))
  expect(failure).toEqual({ code: String(code || status), message, hint })
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

test('a server that never answers is not waited for: the call may have been placed', async () => {
  const url = await serverThat(() => {})
  expect(await failureOf(url, soon)).toMatchObject({ retry: 'may-duplicate' })
})

test('nor is one whose answer has no end', async () => {
  const url = await serverThat((request, response) => {
    response.writeHead(201, { 'Content-Type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 10)
    request.socket.once('close', () => clearInterval(drip))
  })
  expect(await failureOf(url, soon)).toMatchObject({ retry: 'may-duplicate' })
})

test.each([
  [503, {}, 'safe'],
  [503, '<html>Service Unavailable</html>', 'safe'],
  [504, { detail: 'upstream' }, 'may-duplicate'],
  [403, { message: 7 }, 'never'],
] as const)('HTTP %i from a proxy that does not speak like Twilio', async (status, body, retry) => {
  expect(await failureOf(await answering(status, body))).toMatchObject({
    retry,
    failure: { code: String(status), message: expect.stringContaining(`HTTP ${status}`) },
  })
})

test('a server whose certificate is not trusted was not asked', () => {
  const refused = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(providerError(refused)).toMatchObject({ retry: 'safe' })
})

test('every hint is in Korean and in English', () => {
  for (const hint of Object.values(HINTS)) {
    expect(hint.ko).toMatch(/[가-힣].*\.$/)
    expect(hint.en).toMatch(/^[A-Z].*\.$/)
  }
})

test('D19 no error tells the credentials', async () => {
  for (const url of [
    await refusing(401, 20003),
    'http://127.0.0.1:1',
    await serverThat((r) => r.socket.destroy()),
  ]) {
    const error = await failureOf(url)
    const told = inspect(error, { depth: 20, showHidden: true })
    expect(told).not.toContain(TOKEN)
    expect(told).not.toContain('Basic ')
    expect(told).not.toContain(Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64'))
  }
})

test('D19 no error tells a phone number', async () => {
  const { failure } = await failureOf(await refusing(400, 21211, 'The number +821000001234 is not valid.'))
  expect(failure.message).toBe('The number 010-****-1234 is not valid.')
})

test('D19 no error tells a password that is in a callback URL', async () => {
  const message = 'Url is not a valid URL: https://user:secret@nightbell.example.com/telephony'
  const { failure } = await failureOf(await refusing(400, 21205, message))
  expect(failure.message).toBe('Url is not a valid URL: https://nightbell.example.com/telephony')
})

test.each([
  [400, 21220],
  [404, 20404],
])('hanging up a call that is over already is done (HTTP %i, code %i)', async (status, code) => {
  const provider = providerAt(await refusing(status, code))
  await expect(provider.hangUp(callIdOfProvider('CA1'))).resolves.toBeUndefined()
})
