import { expect, test } from 'vitest'
import { openCustomer, TO } from '../test-customer.ts'

test('D9 calls leave the queue one a second, first come first served, and say how long they waited', async () => {
  const { client, place, pass, status, clock } = await openCustomer({ settings: { calls_per_second: 1 } })
  const placed: string[] = []
  for (let i = 0; i < 4; i++) placed.push((await place()).sid)
  await pass(2.6)
  expect(await Promise.all(placed.map(status))).toEqual(['ringing', 'ringing', 'queued', 'queued'])
  await pass(60)
  const calls = await Promise.all(placed.map(async (sid) => client.calls(sid).fetch()))
  expect(calls.map(({ queueTime }) => queueTime)).toEqual(['0', '1000', '2000', '3000'])
  const first = await place() // A second is long over: nobody waits.
  expect(clock.nextDue()).toBe(clock.now() + 500)
  expect(first.queueTime).toBe('0')
})

test('D9 a queued call fires no callback, and cancelling it fires none and takes nobody’s turn', async () => {
  const { client, customer, place, pass, received } = await openCustomer({
    settings: { calls_per_second: 0.1 },
  })
  const told = { statusCallback: `${customer}/status`, statusCallbackEvent: ['initiated', 'completed'] }
  await place()
  const [second, third] = [await place(told), await place(told)]
  await pass(5)
  await client.calls(second.sid).update({ status: 'canceled' })
  await pass(6)
  expect(received.map(({ fields }) => fields['CallSid'])).toEqual([third.sid])
  expect(await client.calls(second.sid).fetch()).toMatchObject({
    status: 'canceled',
    startTime: null,
    queueTime: '0',
  })
})

test('a rate that is raised while calls wait lets them go at once', async () => {
  const { place, pass, status, control } = await openCustomer({ settings: { calls_per_second: 0.01 } })
  await place()
  const { sid } = await place()
  await pass(10)
  expect(await status(sid)).toBe('queued')
  expect((await control('PUT', '/settings', { calls_per_second: null })).body).toMatchObject({
    calls_per_second: null,
  })
  await pass(2)
  expect(await status(sid)).toBe('ringing')
})

test('a queue of more than 24 hours is full: 22005', async () => {
  const { place } = await openCustomer({ settings: { calls_per_second: 2 / 86_400 } })
  await place() // Leaves at once; two more may wait.
  await place()
  await place()
  await expect(place()).rejects.toMatchObject({ code: 22005 })
})

test('D9 no more calls at once than the account may have: 10004', async () => {
  const { client, place, control } = await openCustomer({ settings: { concurrency: 2 } })
  const first = await place()
  await place()
  await expect(place()).rejects.toMatchObject({ code: 10004 })
  expect((await control('GET', '/requests')).body).toMatchObject({
    requests: [{}, {}, { to: TO, code: 10004, sid: null }],
  })
  await client.calls(first.sid).update({ status: 'completed' })
  await place()
})

test('a new call is missing from the list for a while, and can be fetched at once', async () => {
  const { client, place, pass } = await openCustomer({ settings: { list_lag: 3 } })
  const { sid } = await place()
  await client.calls(sid).fetch()
  await pass(2.9)
  expect(await client.calls.list({ to: TO })).toEqual([])
  await pass(0.1)
  expect(await client.calls.list({ to: TO })).toMatchObject([{ sid }])
})

test.each([
  [{ calls_per_second: 0 }, 'calls_per_second'],
  [{ pace: { syllables_per_second: 6 } }, 'pace.characters_per_second'],
  [{ caller_ids: ['010-1'] }, 'caller_ids.0'],
  [{ speed: 2 }, 'speed'],
])('the settings %j are refused, and nothing is changed', async (settings, field) => {
  const { control } = await openCustomer()
  const before = await control('GET', '/settings')
  expect(await control('PUT', '/settings', settings)).toMatchObject({
    status: 400,
    body: { error: { field } },
  })
  expect(await control('GET', '/settings')).toEqual(before)
})

test('bad options stop the start', async () => {
  await expect(openCustomer({ settings: { ring_after: -1 } })).rejects.toThrow(/^ring_after: /)
})
