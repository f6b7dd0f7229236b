import { expect, onTestFinished, test } from 'vitest'
import { startEmulator } from '../emulator.ts'
import { FROM, HELLO, openCustomer, TO } from '../test-customer.ts'

test('what a phone experiences is a live stream that resumes', async () => {
  const { emulator, place, pass, script } = await openCustomer()
  await script({ answer_after: 1, hang_up_after: 3 })
  await place()
  await pass(30)
  async function read(after: number, count: number): Promise<{ id: number; type: string }[]> {
    const leaving = new AbortController()
    const response = await fetch(`${emulator.url}/emulator/events`, {
      headers: { 'Last-Event-ID': String(after) },
      signal: leaving.signal,
    })
    let text = ''
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part
      if (text.match(/^data: .*$/gm)?.length === count) break
    }
    leaving.abort()
    return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
  }
  const all = await read(0, 6)
  expect(all.map(({ type }) => type)).toEqual(['dialled', 'ringing', 'answered', 'hears', 'silent', 'ended'])
  expect(await read(2, 4)).toEqual(all.slice(2))
})

test('time is moved by hand on a virtual clock, and made faster on a real one', async () => {
  const { control } = await openCustomer()
  const before = (await control('GET', '/clock')).body as { now: string }
  const after = (await control('POST', '/clock/advance', { seconds: 90 })).body as { now: string }
  expect(Date.parse(after.now) - Date.parse(before.now)).toBe(90_000)
  expect((await control('POST', '/clock/advance', { seconds: 'soon' })).status).toBe(400)
  expect((await control('POST', '/clock/advance', null)).status).toBe(400)
  expect((await control('PUT', '/clock', { speed: 20 })).status).toBe(409)
  const real = await startEmulator()
  onTestFinished(() => real.close())
  const put = (speed: number) =>
    fetch(`${real.url}/emulator/clock`, { method: 'PUT', body: JSON.stringify({ speed }) })
  expect(await (await put(20)).json()).toMatchObject({ kind: 'real', speed: 20 })
  expect((await put(-1)).status).toBe(400)
})

test('moving the clock waits for what is on its way over the network', async () => {
  const { customer, client, control, received } = await openCustomer({ answer: () => HELLO })
  const { sid } = await client.calls.create({
    to: TO,
    from: FROM,
    url: `${customer}/voice`,
    statusCallback: `${customer}/status`,
  })
  await control('POST', '/clock/advance', { seconds: 60 })
  expect((await control('GET', `/calls/${sid}`)).body).toMatchObject({
    status: 'completed',
    heard: [{ text: '안녕하세요' }],
  })
  expect(received.map(({ path }) => path)).toEqual(['/voice', '/status'])
})

test('a reset ends everything without a word', async () => {
  const { place, pass, control, client } = await openCustomer()
  const { sid } = await place()
  await control('POST', '/reset')
  await pass(60)
  await expect(client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404 })
  expect((await control('GET', '/calls')).body).toEqual({ calls: [] })
})

test('ended calls can be forgotten, by number or by the beginning of numbers; what goes on is kept', async () => {
  const { place, pass, script, control } = await openCustomer()
  const [first, second] = ['+821000001101', '+821000001201']
  const numbers = async (query = '') => {
    const { calls } = (await control<{ calls: { request: { to: string } }[] }>('GET', `/calls${query}`)).body
    return calls.map(({ request }) => request.to)
  }
  for (const to of [first, first, second]) await place({ to })
  await pass(60)
  await script({ never: true }, '+821000001102')
  await place({ to: '+821000001102' })
  expect(await numbers('?to=%2B821000001201')).toEqual([second])
  expect(await numbers('?to_prefix=8210000011')).toEqual([first, first, '+821000001102'])
  expect((await control('DELETE', `/calls?to_prefix=8210000011`)).body).toEqual({ forgotten: 2 })
  expect(await numbers()).toEqual([second, '+821000001102'])
  await control('DELETE', '/requests?to=821000001201')
  expect((await control<{ requests: object[] }>('GET', '/requests')).body.requests).toHaveLength(3)
})

test('a phone that nobody could call, and a body that is no JSON, are refused', async () => {
  const { control, emulator } = await openCustomer()
  for (const number of ['abc', '010-0000-0001'])
    expect(await control('PUT', `/phones/${number}`, { busy: true })).toEqual({
      status: 400,
      body: { error: { field: 'number', message: expect.stringMatching(/for example \+821000000001/) } },
    })
  expect((await control('GET', '/phones')).body).toEqual({ phones: [] })
  const half = await fetch(`${emulator.url}/emulator/faults`, { method: 'POST', body: '{' })
  expect([half.status, await half.json()]).toEqual([
    400,
    { error: { field: '', message: expect.stringMatching(/^the body is not JSON/) } },
  ])
})

test.each(['/', '/emulator'])('%s says what this is and where things are', async (path) => {
  const { emulator } = await openCustomer()
  const response = await fetch(`${emulator.url}${path}`)
  expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
  expect(await response.text()).toContain(`PUT ${emulator.url}/emulator/phones/{number}`)
})
