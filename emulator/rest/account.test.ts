import { expect, test } from 'vitest'
import { FROM, openCustomer, TO } from '../test-customer.ts'

test('an account tells which numbers were verified, a page at a time', async () => {
  const { client } = await openCustomer({ settings: { verified_numbers: [TO, FROM] } })
  const all = await client.outgoingCallerIds.list({ pageSize: 1 })
  expect(all.map(({ phoneNumber }) => phoneNumber)).toEqual([TO, FROM])
  const one = await client.outgoingCallerIds.list({ phoneNumber: FROM })
  expect(one.map(({ phoneNumber }) => phoneNumber)).toEqual([FROM])
})

test.each([0, 90, -90])('its Date is %d s ahead of the clock of this machine', async (date_ahead) => {
  const { client, emulator } = await openCustomer({ settings: { date_ahead } })
  const { headers } = await client.api.v2010.accounts(emulator.accountSid).fetchWithHttpInfo()
  const ahead = (Date.parse(headers['date'] ?? '') - Date.now()) / 1000
  expect(Math.abs(ahead - date_ahead)).toBeLessThan(10)
})
