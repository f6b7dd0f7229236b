import { on, once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deliver, newDelivery } from './deliver.ts'
import { openCustomer } from '../test-customer.ts'
import { virtualClock } from '../virtual-clock.ts'

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
})

describe('a callback that fails', () => {
  test.each([
    ['/broken', 1],
    ['/broken#rp=5xx', 2],
    ['/broken#rc=3&rp=all', 4],
    ['/broken#rc=9&rp=ct,5xx', 6],
    ['/broken#rc=0&rp=all', 1],
    ['/broken#rc=5&rp=4xx,rt,ct', 1],
    ['/gone#rc=2&rp=4xx', 3],
    ['/gone#rc=2&rp=5xx', 1],
  ])('at %s is tried %i times, under one token', async (path, tries) => {
    const { customer, place, pass, received } = await openCustomer()
    await place({ statusCallback: `${customer}${path}` })
    await pass(60)
    expect(received).toHaveLength(tries)
    expect(new Set(received.map(({ token }) => token)).size).toBe(1)
  })

  test('because nobody listens is tried once more, unless the URL says otherwise', async () => {
    const { place, pass, control } = await openCustomer()
    const { sid } = await place({ statusCallback: 'http://127.0.0.1:1/status' })
    await pass(60)
    const call = (await control<{ requests: { tries: object[] }[] }>('GET', `/calls/${sid}`)).body
    expect(call.requests[0]?.tries).toMatchObject([
      { status: null, failure: expect.stringMatching(/ECONNREFUSED/) },
      { status: null },
    ])
  })
})

test.each([
  ['#rt=200', 200, ['read time-out']],
  ['#rt=200&rc=1&rp=rt', 400, ['read time-out', 'read time-out']],
  ['#tt=300', 300, ['total time-out']],
  ['#rt=200&rc=5&rp=all&tt=500', 500, ['read time-out', 'read time-out', 'total time-out']],
])('a server that never answers is given up after %s', async (fragment, ms, failures) => {
  const clock = virtualClock()
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => silent.close().closeAllConnections())
  const address = silent.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${fragment}`
  const arrivals = on(silent, 'request')
  const delivery = newDelivery({ kind: 'status', url, method: 'POST', params: {} })
  const begun = clock.now()
  const given = deliver(delivery, { clock, authToken: 'token' })
  for (let tries = 0; tries < failures.length; tries++) {
    await arrivals.next()
    clock.advance((clock.nextDue() ?? Infinity) - clock.now())
  }
  await given
  expect(delivery.tries.map(({ failure }) => failure)).toEqual(failures)
  expect(clock.now() - begun).toBe(ms)
})
