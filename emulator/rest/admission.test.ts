import { expect, test } from 'vitest'
import type { Settings } from '../settings.ts'
import { FROM, HELLO, openCustomer, TO } from '../test-customer.ts'

const URL = 'http://127.0.0.1:1/voice'
const trial: Partial<Settings> = { profile: 'trial', verified_numbers: [TO, '+15005550001'] }

test.each([{ twiml: HELLO }, { url: URL, timeout: 15 }, { url: URL, statusCallback: URL }])(
  'a trial account may not say %o',
  async (parameters) => {
    const { client } = await openCustomer({ settings: trial })
    await expect(client.calls.create({ to: TO, from: FROM, ...parameters })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/trial accounts have limited parameter access/),
    })
  },
)

test('a trial account calls and texts verified numbers, and of its own country alone', async () => {
  const { client, text } = await openCustomer({ settings: trial })
  const call = async (to: string) => client.calls.create({ to, from: FROM, url: URL })
  await call(TO)
  await expect(call('+821000009999')).rejects.toMatchObject({ status: 400, code: 21219 })
  await expect(call('+15005550001')).rejects.toMatchObject({ status: 400, code: 21215 })
  await text()
  await expect(text({ to: '+821000009999' })).rejects.toMatchObject({ status: 400, code: 21608 })
  expect((await client.api.v2010.accounts(client.accountSid).fetch()).type).toBe('Trial')
})

test('D10 only countries that are permitted are called: 21215', async () => {
  const { place } = await openCustomer({ settings: { permitted_prefixes: ['+82', '+81'] } })
  await place()
  await expect(place({ to: '+15005550001' })).rejects.toMatchObject({ status: 400, code: 21215 })
})

test('D10 only the account’s own numbers call (21210) and text (21606), and they are listed', async () => {
  const { client, place, text } = await openCustomer({ settings: { caller_ids: [FROM] } })
  await place()
  await text()
  await expect(place({ from: '+15005550007' })).rejects.toMatchObject({ status: 400, code: 21210 })
  await expect(text({ from: '+15005550007' })).rejects.toMatchObject({ status: 400, code: 21606 })
  const owned = await client.incomingPhoneNumbers.list()
  expect(owned.map(({ phoneNumber }) => phoneNumber)).toEqual([FROM])
  expect(await client.incomingPhoneNumbers.list({ phoneNumber: '+15005550007' })).toEqual([])
})

test('an API key and its secret open the same account; callbacks are signed with the auth token all the same', async () => {
  const key = 'SK0123456789abcdef0123456789abcdef'
  const { clientWith, emulator, customer, pass, received } = await openCustomer({
    apiKeys: { [key]: 'secret' },
  })
  const byKey = clientWith(key, 'secret', { accountSid: emulator.accountSid })
  await byKey.calls.create({ to: TO, from: FROM, twiml: HELLO, statusCallback: `${customer}/status` })
  await pass(60)
  expect(received).toMatchObject([{ valid: true }])
  const wrong = clientWith(key, 'guess', { accountSid: emulator.accountSid })
  await expect(wrong.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 })
})
