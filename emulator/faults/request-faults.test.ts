import { describe, expect, test } from 'vitest'
import { openCustomer, TO } from '../test-customer.ts'

type Entry = {
  where: string
  to: string
  status: number | null
  code: number | null
  fault: string | null
  sid: string | null
}

async function open(rule: object) {
  const customer = await openCustomer()
  const made = await customer.control<{ faults: { id: string; struck: number }[] }>('POST', '/faults', rule)
  expect(made.status).toBe(201)
  const requests = async () =>
    (await customer.control<{ requests: Entry[] }>('GET', '/requests')).body.requests
  return { ...customer, requests, id: made.body.faults[0]?.id }
}
const once = { where: 'create', to: TO, times: 1 }

describe('D1 a request for a call', () => {
  test('is accepted and answered with 500: the phone rings all the same', async () => {
    const { place, pass, ledger, requests } = await open({ ...once, fault: 'accept-then-500' })
    await expect(place()).rejects.toMatchObject({ status: 500, code: 20500 })
    await pass(60)
    expect(await ledger()).toMatchObject([
      { status: 'completed', faults: [{ fault: 'accept-then-500', where: 'create' }] },
    ])
    expect(await requests()).toMatchObject(
      [{ to: TO, status: 500, code: 20500, sid: /^CA/ }].map((e) => ({
        ...e,
        sid: expect.stringMatching(e.sid),
      })),
    )
  })

  test('is accepted and its connection reset: the client cannot know, the ledger does', async () => {
    const { place, pass, ledger, requests } = await open({ ...once, fault: 'accept-then-reset' })
    await expect(place()).rejects.toMatchObject({ code: 'ECONNRESET' })
    await pass(60)
    expect(await ledger()).toMatchObject([{ status: 'completed' }])
    expect(await requests()).toMatchObject([{ status: null, fault: 'accept-then-reset' }])
  })

  test('is reset before anything was accepted: nobody is called, but who was asked for is known', async () => {
    const { place, pass, ledger, requests } = await open({ ...once, fault: 'reset' })
    await expect(place()).rejects.toMatchObject({ code: 'ECONNRESET' })
    await pass(60)
    expect(await ledger()).toEqual([])
    expect(await requests()).toMatchObject([
      { where: 'create', to: TO, status: null, sid: null, fault: 'reset' },
    ])
  })

  test('is accepted and never answered; time goes on meanwhile', async () => {
    const { emulator, place, pass, ledger, close } = await open({ ...once, fault: 'accept-then-hang' })
    const outcome = place().then(
      () => 'answered',
      () => 'lost',
    )
    await pass(60)
    expect(await ledger()).toMatchObject([{ status: 'completed' }])
    expect([emulator.inFlight(), emulator.withheld()]).toEqual([0, 1])
    await close()
    expect(await outcome).toBe('lost')
  })

  test.each([
    ['slow', 'ringing'],
    ['slow-accept', undefined],
  ])('answered after 6 s (%s) is, after 3 s, %s', async (fault, after3) => {
    const { emulator, place, pass, ledger } = await open({ ...once, fault, seconds: 6 })
    const placed = place()
    await pass(3)
    expect((await ledger())[0]?.status).toBe(after3)
    expect(emulator.withheld()).toBe(1)
    await pass(3)
    expect(emulator.withheld()).toBe(0)
    expect((await ledger())[0]?.sid).toBe((await placed).sid)
  })

  test('is not waited for when its client has gone', async () => {
    const { emulator, clientWith, pass, settle } = await open({ ...once, fault: 'slow', seconds: 600 })
    const hasty = clientWith(emulator.accountSid, emulator.authToken, { timeout: 50 })
    await expect(hasty.calls.create({ to: TO, from: TO, twiml: '<Response/>' })).rejects.toThrow(/timeout/)
    await settle()
    while (emulator.withheld() > 0) await settle()
    await pass(600)
    expect(emulator.inFlight()).toBe(0)
  })

  test.each([
    [{ fault: '429' }, { status: 429, code: 20429 }],
    [{ fault: '503' }, { status: 503, code: 20503 }],
    [
      { fault: 'refuse', refusal: { status: 400, code: 21215, message: 'not permitted' } },
      { status: 400, code: 21215, message: 'not permitted' },
    ],
  ])('is refused by %o', async (fault, error) => {
    const { place, ledger, requests } = await open({ ...once, ...fault })
    await expect(place()).rejects.toMatchObject(error)
    expect(await ledger()).toEqual([])
    expect(await requests()).toMatchObject([{ status: error.status, code: error.code, sid: null }])
    await place()
    expect(await ledger()).toHaveLength(1)
  })
})

test('a rule strikes its number, its call, its kind of request, and no other', async () => {
  const { client, control, place } = await open({ where: 'create', to: '+82 10-0000-9999', fault: '503' })
  const { sid } = await place()
  await expect(place({ to: '+821000009999' })).rejects.toMatchObject({ status: 503 })
  await control('POST', '/faults', { where: 'fetch', call: sid, fault: '503' })
  const other = await place()
  await expect(client.calls(sid).fetch()).rejects.toMatchObject({ status: 503 })
  await client.calls(other.sid).fetch()
  await client.calls(sid).update({ status: 'completed' })
  await client.calls.list({ to: TO })
})

test('the ledger of a call or a text lists what struck it, also when it was refused', async () => {
  const { client, control, text, place, ledger } = await open({ where: 'fetch', times: 1, fault: '503' })
  await control('POST', '/faults', { where: 'message', times: 1, fault: 'accept-then-500' })
  const { sid } = await place()
  await expect(client.calls(sid).fetch()).rejects.toMatchObject({ status: 503 })
  expect(await ledger()).toMatchObject([{ sid, faults: [{ where: 'fetch', fault: '503' }] }])
  await expect(text()).rejects.toMatchObject({ status: 500 })
  expect((await control('GET', '/messages')).body).toMatchObject({
    messages: [{ faults: [{ where: 'message', fault: 'accept-then-500' }] }],
  })
})

test('a rule can be taken back', async () => {
  const { control, place, id } = await open({ where: 'create', fault: '503' })
  await expect(place()).rejects.toMatchObject({ status: 503 })
  expect((await control('GET', '/faults')).body).toMatchObject({ faults: [{ id, fault: '503', struck: 1 }] })
  expect((await control('DELETE', `/faults/${id}`)).status).toBe(204)
  expect((await control('DELETE', `/faults/${id}`)).status).toBe(404)
  await place()
})

test.each([
  [{ where: 'create', fault: 'explode' }, 'fault', /one of accept-then-500, .*reorder/],
  [{ where: 'callback', fault: 'accept-then-500' }, 'where', /accept-then-500, must be one of create, /],
  [{ where: 'x', fault: 'drop' }, 'where', /drop, must be callback/],
  [{ where: 'create', fault: '429', to: '010-0000-0001' }, 'to', /for example \+8210/],
  [{ where: 'create', fault: '429', to: '12' }, 'to', /for example \+8210/],
  [{ where: 'fetch', fault: '429', call: 'CAnope' }, 'call', /CA or SM and 32/],
  [{ where: 'create', fault: 'slow' }, 'seconds', /number/],
  [[{ where: 'create', fault: '429', often: 3 }], '0.often', /often/],
  [{ where: 'create', fault: '429', probability: 2 }, 'probability', /<=1/],
  ['chaos', '', /object|rule/],
])('the rule %j is refused: the field %s is named', async (rule, field, message) => {
  const { control } = await openCustomer()
  const { status, body } = await control('POST', '/faults', rule)
  expect(status).toBe(400)
  expect(body).toMatchObject({ error: { field, message: expect.stringMatching(message) } })
})
