import { expect, test } from 'vitest'
import { ACCOUNT, answering, OUR_NUMBER, providerAt, refusing, serverThat, TOKEN } from './canned-twilio.ts'

const PUBLIC_URL = 'https://nightbell.example.com'

type Account = {
  status?: string
  type?: string
  owns?: string[]
  korea?: boolean
  verified?: string[]
  /** Seconds by which its clock differs from ours. */
  ahead?: number
}

/** An account that says this of itself, owns and has verified these numbers, and may call Korea or not. */
const account = (told: Account) =>
  serverThat((request, response) => {
    const { status = 'active', type = 'Full', owns = [OUR_NUMBER], korea = true, verified, ahead = 0 } = told
    const numbers = { incoming_phone_numbers: owns.map((phone_number) => ({ phone_number })), page: 0 }
    const answers: Record<string, unknown> = {
      [`/2010-04-01/Accounts/${ACCOUNT}.json`]: { sid: ACCOUNT, status, type },
      [`/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`]: numbers,
      ...(verified && {
        [`/2010-04-01/Accounts/${ACCOUNT}/OutgoingCallerIds.json`]: {
          outgoing_caller_ids: verified.map((phone_number) => ({ phone_number })),
          page: 0,
        },
      }),
      '/v1/DialingPermissions/Countries/KR': { iso_code: 'KR', low_risk_numbers_enabled: korea },
    }
    const answer = answers[request.url?.split('?')[0] ?? '']
    const Date = new globalThis.Date(globalThis.Date.now() + ahead * 1000).toUTCString()
    response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json', Date })
    response.end(JSON.stringify(answer ?? { code: 20404 }))
  })

const checked = async (url: string, publicUrl: string | null = PUBLIC_URL, rung: string[] = []) =>
  Object.fromEntries((await providerAt(url, { publicUrl }).check(rung)).map((found) => [found.check, found]))

test('finds nothing wrong with an account that can call', async () => {
  const findings = await checked(await account({}))
  expect(Object.values(findings).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
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

const RUNG = Array.from({ length: 8 }, (_, i) => `+8210000010${i}${i}`)

test('a trial account that may not call all whom policies ring is a warning, which masks the numbers', async () => {
  const trial = await account({ type: 'Trial', verified: RUNG.slice(0, 1) })
  const { 'verified-numbers': found } = await checked(trial, PUBLIC_URL, RUNG)
  expect(found).toMatchObject({
    status: 'warning',
    detail: {
      ko: expect.stringMatching(/8개 중 7개.*010-\*{4}-1011, .* 외 2개$/),
      en: expect.stringMatching(/7 of the 8.*010-\*{4}-1011, .* and 2 more/),
    },
    mend: { ko: expect.stringContaining('Verified Caller IDs') },
  })
  expect(JSON.stringify(found)).not.toMatch(/0000-?10/)
})

test('of numbers that are all verified nothing is to be mended; a full account is not asked for them', async () => {
  const trial = await checked(await account({ type: 'Trial', verified: RUNG }), PUBLIC_URL, RUNG)
  expect(trial['verified-numbers']).toMatchObject({ status: 'ok' })
  const full = await checked(await account({ verified: [] }), PUBLIC_URL, RUNG)
  expect(full['verified-numbers']).toBeUndefined()
  const silent = await checked(await account({ type: 'Trial' }), PUBLIC_URL, RUNG)
  expect(silent['verified-numbers']).toBeUndefined()
})

test.each([
  [-42, '빠릅니다', 'ahead of'],
  [42, '느립니다', 'behind'],
])("a clock of ours that differs from Twilio's by %d s is a warning", async (ahead, ko, en) => {
  const { clock } = await checked(await account({ ahead }))
  expect(clock).toMatchObject({
    status: 'warning',
    detail: { ko: expect.stringContaining(ko), en: expect.stringContaining(en) },
    mend: { ko: expect.stringContaining('NTP') },
  })
  expect(clock?.detail.en).toMatch(/about 4[0-3] s/)
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
