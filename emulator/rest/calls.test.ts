import { describe, expect, onTestFinished, test } from 'vitest'
import twilio from 'twilio'
import { startEmulator } from '../emulator.ts'
import { FROM, HELLO, openCustomer, TO } from '../test-customer.ts'

describe('the REST API, seen by the official SDK', () => {
  test('gives a call with the 26 keys of the real one, and a price some time after its end', async () => {
    const { emulator, client, place, pass } = await openCustomer()
    const { sid } = await place()
    await pass(60)
    const call = await client.calls(sid).fetch()
    expect(call).toMatchObject({ status: 'completed', direction: 'outbound-api', to: TO, price: '-0.05000' })
    expect(Number(call.duration)).toBeGreaterThan(0)
    const raw = await fetch(`${emulator.url}${call.uri}`, {
      headers: { Authorization: `Basic ${Buffer.from(`${emulator.accountSid}:token`).toString('base64')}` },
    })
    expect(Object.keys((await raw.json()) as object)).toHaveLength(26)
  })

  test.each([
    [{ to: 'abc' }, 21211],
    [{ from: '12' }, 21212],
    [{ twiml: undefined, url: 'nowhere' }, 21205],
    [{ machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback: 'nowhere' }, 21609],
    [{ timeout: 6000 }, 21208],
    [{ twiml: `<Response><Say>${'x'.repeat(4_000)}</Say></Response>` }, 21218],
  ])('refuses %o with code %i', async (parameters, code) => {
    const { place } = await openCustomer()
    await expect(place(parameters)).rejects.toMatchObject({ status: 400, code })
  })

  test('refuses wrong credentials and unknown calls as Twilio does', async () => {
    const { emulator, client } = await openCustomer()
    const stranger = twilio(emulator.accountSid, 'wrong')
    stranger.api.baseUrl = emulator.url
    await expect(stranger.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 })
    await expect(client.calls('CA00000000000000000000000000000000').fetch()).rejects.toMatchObject({
      code: 20404,
    })
  })

  test('refuses private addresses with 21609 and 21205 when it is asked to be as strict as Twilio', async () => {
    const strict = await startEmulator({ settings: { public_urls_only: true } })
    onTestFinished(() => strict.close())
    const client = twilio(strict.accountSid, strict.authToken)
    client.api.baseUrl = strict.url
    const order = { to: TO, from: FROM, twiml: HELLO }
    const local = client.calls.create({ ...order, statusCallback: 'http://127.0.0.1:8001/status' })
    await expect(local).rejects.toMatchObject({ status: 400, code: 21609 })
    const { twiml: _, ...without } = order
    for (const url of ['http://127.0.0.1:8001/voice', 'http://172.16.0.9/voice', 'http://[fd00::1]/voice'])
      await expect(client.calls.create({ ...without, url })).rejects.toMatchObject({ code: 21205 })
    await client.calls.create({
      ...order,
      statusCallback: 'https://customer.example.com/status',
      timeout: 600,
    })
  })

  test('lists by number, newest first, over several pages', async () => {
    const { client, place } = await openCustomer()
    const placed: string[] = []
    for (let i = 0; i < 5; i++) placed.push((await place()).sid)
    await place({ to: '+821000009999' })
    const listed = await client.calls.list({ to: TO, pageSize: 2 })
    expect(listed.map(({ sid }) => sid)).toEqual(placed.toReversed())
  })

  test('hangs up a call that rings or talks, and says 21220 once it is over', async () => {
    const { client, place, pass, status, script } = await openCustomer()
    await script({ never: true })
    const { sid } = await place()
    await pass(3)
    expect(await status(sid)).toBe('ringing')
    await client.calls(sid).update({ status: 'completed' })
    expect(await status(sid)).toMatch(/completed|canceled/)
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 })
  })

  test('does not stop a live call with canceled', async () => {
    const { client, place, pass } = await openCustomer()
    const { sid } = await place()
    await pass(6)
    await expect(client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({ code: 21220 })
  })
})
