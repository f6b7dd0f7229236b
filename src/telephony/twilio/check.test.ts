import { expect, test } from 'vitest'
import { ACCOUNT, answering, OUR_NUMBER, providerAt, refusing, serverThat, TOKEN } from './canned-twilio.ts'

const PUBLIC_URL = 'https://nightbell.example.com'

/** An account that says this of itself, owns these numbers and may call Korea or not. */
const account = (told: { status?: string; type?: string; owns?: string[]; korea?: boolean }) =>
  serverThat((request, response) => {
    const { status = 'active', type = 'Full', owns = [OUR_NUMBER], korea = true } = told
    const numbers = { incoming_phone_numbers: owns.map((phone_number) => ({ phone_number })), page: 0 }
    const answers: Record<string, unknown> = {
      [`/2010-04-01/Accounts/${ACCOUNT}.json`]: { sid: ACCOUNT, status, type },
      [`/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`]: numbers,
      '/v1/DialingPermissions/Countries/KR': { iso_code: 'KR', low_risk_numbers_enabled: korea },
    }
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(answers[request.url?.split('?')[0] ?? '']))
  })

const checked = async (url: string, publicUrl: string | null = PUBLIC_URL) =>
  Object.fromEntries((await providerAt(url, { publicUrl }).check()).map((found) => [found.check, found]))

test('finds nothing wrong with an account that can call', async () => {
  const findings = await checked(await account({}))
  expect(Object.values(findings).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok'])
})

test('C16 says what to do about wrong credentials, without telling them', async () => {
  const { credentials } = await checked(await refusing(401, 20003, 'Authenticate'))
  expect(credentials).toMatchObject({
    status: 'problem',
    mend: {
      ko: expect.stringContaining('TWILIO_AUTH_TOKEN'),
      en: expect.stringContaining('TWILIO_AUTH_TOKEN'),
    },
  })
  expect(JSON.stringify(credentials)).not.toContain(TOKEN)
})

test('a suspended account is a problem', async () => {
  const { credentials } = await checked(await account({ status: 'suspended' }))
  expect(credentials).toMatchObject({
    status: 'problem',
    detail: { en: expect.stringContaining('suspended') },
  })
})

test.each([
  ['a trial account', { type: 'Trial' }, 'credentials'],
  ['a number that is not among its own', { owns: [] }, 'caller-number'],
  ['an account that may not call Korea', { korea: false }, 'calls-to-korea'],
])('%s is a warning', async (_, told, check) => {
  const findings = await checked(await account(told))
  expect(findings[check]).toMatchObject({
    status: 'warning',
    mend: { ko: expect.stringMatching(/[가-힣]/), en: expect.stringMatching(/[a-z]/) },
  })
})

test.each([
  ['does not tell of accounts', () => refusing(404, 20404)],
  ['is down', () => answering(503, {})],
])('a server in the place of Twilio that %s is a warning', async (_, open) => {
  const { credentials, 'caller-number': number } = await checked(await open())
  expect(credentials?.status).toBe('warning')
  expect(number?.status).toBe('warning')
})

test('says what cannot work without a public URL', async () => {
  const { 'public-url': found } = await checked(await account({}), null)
  expect(found).toMatchObject({ status: 'warning', detail: { en: expect.stringContaining('no key') } })
})

test('D19 does not tell a password that is in the public URL', async () => {
  const { 'public-url': found } = await checked(
    await account({}),
    'https://user:secret@nightbell.example.com',
  )
  expect(found?.detail).toEqual({ ko: 'https://nightbell.example.com', en: 'https://nightbell.example.com' })
})
