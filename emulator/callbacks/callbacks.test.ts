import { describe, expect, test } from 'vitest'
import { openCustomer } from '../test-customer.ts'

describe('callbacks', () => {
  test('are signed, complete, numbered and in order', async () => {
    const { customer, place, pass, received } = await openCustomer()
    await place({
      statusCallback: `${customer}/status?a=1#rc=2`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    })
    await pass(60)
    expect(received.map(({ fields }) => `${fields['SequenceNumber']} ${fields['CallStatus']}`)).toEqual([
      '0 initiated',
      '1 ringing',
      '2 in-progress',
      '3 completed',
    ])
    expect(received.every(({ valid, path }) => valid && path === '/status?a=1')).toBe(true)
    for (const { fields } of received)
      expect(fields).toMatchObject({ CallbackSource: 'call-progress-events', ToCity: '', FromZip: '' })
    expect(received.at(-1)?.fields).toMatchObject({
      CallDuration: expect.stringMatching(/^\d+$/),
      SipResponseCode: '200',
    })
  })

  test('are repeated as the URL asks, under one token', async () => {
    const { customer, place, pass, received } = await openCustomer()
    await place({ statusCallback: `${customer}/broken#rc=3&rp=all` })
    await pass(60)
    expect(received).toHaveLength(4)
    expect(new Set(received.map(({ token }) => token)).size).toBe(1)
  })
})
