import { once } from 'node:events'
import { createServer } from 'node:http'
import twilio from 'twilio'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startEmulator } from './emulator.ts'
import { virtualClock } from './virtual-clock.ts'

const FROM = '+15005550006'
const TO = '+821000001231'
const HELLO = '<Response><Say>안녕하세요</Say></Response>'

/** The emulator, with the official SDK as its client and a customer's server that notes what it is sent. */
async function open(answer: (path: string) => string = () => '') {
  const clock = virtualClock()
  const emulator = await startEmulator({
    accountSid: 'AC0123456789abcdef0123456789abcdef',
    authToken: 'token',
    clock,
  })
  const client = twilio(emulator.accountSid, emulator.authToken)
  client.api.baseUrl = emulator.url
  const received: {
    path: string
    method: string
    fields: Record<string, string>
    valid: boolean
    token: string
  }[] = []
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const part of request.setEncoding('utf8')) body += part
      const fields = Object.fromEntries(new URLSearchParams(body))
      const signature = String(request.headers['x-twilio-signature'])
      const path = request.url ?? ''
      const valid = validateRequest('token', signature, `${customer}${path}`, fields)
      received.push({
        path,
        method: request.method ?? '',
        fields,
        valid,
        token: String(request.headers['i-twilio-idempotency-token']),
      })
      response.writeHead(path.startsWith('/broken') ? 500 : 200, { 'Content-Type': 'text/xml' })
      response.end(answer(path))
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const customer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  onTestFinished(async () => {
    await emulator.close()
    server.closeAllConnections()
    server.close()
  })
  const control = async (method: string, target: string, body?: unknown) => {
    const response = await fetch(`${emulator.url}/emulator${target}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: response.status === 204 ? null : await response.json() }
  }
  const settle = async () => {
    do await new Promise((resolve) => setImmediate(resolve))
    while (emulator.inFlight() > 0)
  }
  return {
    emulator,
    client,
    customer,
    received,
    control,
    script: (script: unknown) => control('PUT', `/phones/${encodeURIComponent(TO)}`, script),
    place: (more: object = {}) => client.calls.create({ to: TO, from: FROM, twiml: HELLO, ...more }),
    pass: (seconds: number) => clock.walk(seconds * 1000, settle),
    status: async (sid: string) => (await client.calls(sid).fetch()).status,
  }
}

describe('the REST API, seen by the official SDK', () => {
  test('gives a call with the 26 keys of the real one, and a price some time after its end', async () => {
    const { emulator, client, place, pass } = await open()
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
    const { place } = await open()
    await expect(place(parameters)).rejects.toMatchObject({ status: 400, code })
  })

  test('refuses wrong credentials and unknown calls as Twilio does', async () => {
    const { emulator, client } = await open()
    const stranger = twilio(emulator.accountSid, 'wrong')
    stranger.api.baseUrl = emulator.url
    await expect(stranger.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 })
    await expect(client.calls('CA00000000000000000000000000000000').fetch()).rejects.toMatchObject({
      code: 20404,
    })
  })

  test('refuses callbacks to loopback with 21609 when it is asked to be as strict as Twilio', async () => {
    const strict = await startEmulator({ settings: { public_urls_only: true } })
    onTestFinished(() => strict.close())
    const client = twilio(strict.accountSid, strict.authToken)
    client.api.baseUrl = strict.url
    const order = { to: TO, from: FROM, twiml: HELLO }
    const local = client.calls.create({ ...order, statusCallback: 'http://127.0.0.1:8001/status' })
    await expect(local).rejects.toMatchObject({ status: 400, code: 21609 })
    await client.calls.create({
      ...order,
      statusCallback: 'https://nightbell.example.com/status',
      timeout: 600,
    })
  })

  test('lists by number, newest first, over several pages', async () => {
    const { client, place } = await open()
    const placed: string[] = []
    for (let i = 0; i < 5; i++) placed.push((await place()).sid)
    await place({ to: '+821000009999' })
    const listed = await client.calls.list({ to: TO, pageSize: 2 })
    expect(listed.map(({ sid }) => sid)).toEqual(placed.toReversed())
  })

  test('hangs up a call that rings or talks, and says 21220 once it is over', async () => {
    const { client, place, pass, status, script } = await open()
    await script({ never: true })
    const { sid } = await place()
    await pass(3)
    expect(await status(sid)).toBe('ringing')
    await client.calls(sid).update({ status: 'completed' })
    expect(await status(sid)).toMatch(/completed|canceled/)
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 })
  })

  test('does not stop a live call with canceled', async () => {
    const { client, place, pass } = await open()
    const { sid } = await place()
    await pass(6)
    await expect(client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({ code: 21220 })
  })
})

describe('phones', () => {
  test.each([
    [{ answer_after: 2 }, 'completed'],
    [{ never: true }, 'no-answer'],
    [{ busy: true }, 'busy'],
    [{ decline_after: 3 }, 'busy'],
    [{ unreachable: true }, 'failed'],
    [{ voicemail: { after: 5 } }, 'completed'],
  ])('%o ends %s', async (script, end) => {
    const emulator = await open()
    await emulator.script(script)
    const { sid } = await emulator.place()
    await emulator.pass(120)
    expect(await emulator.status(sid)).toBe(end)
  })

  test('ring for Timeout and five seconds more, and can still be answered then', async () => {
    const { script, place, pass, status } = await open()
    await script([{ answer_after: 17 }, { answer_after: 21 }])
    const first = await place({ timeout: 15 })
    await pass(19)
    expect(await status(first.sid)).toBe('in-progress')
    const second = await place({ timeout: 15 })
    await pass(60)
    expect(await status(second.sid)).toBe('no-answer')
  })

  test('behave by their last digit when nobody has scripted them', async () => {
    const { client, pass, control } = await open()
    const { sid } = await client.calls.create({ to: '+821000000003', from: FROM, twiml: HELLO })
    await pass(30)
    expect((await control('GET', `/calls/${sid}`)).body).toMatchObject({
      status: 'busy',
      sip_response_code: 486,
    })
  })

  test('are answered, keyed and hung up by hand', async () => {
    const { script, place, pass, control, status } = await open()
    await script({ manual: true })
    const { sid } = await place({ twiml: '<Response><Pause length="60"/></Response>' })
    await pass(5)
    expect((await control('POST', `/calls/${sid}/press`, { key: '1' })).status).toBe(409)
    await control('POST', `/calls/${sid}/answer`)
    expect(await status(sid)).toBe('in-progress')
    expect((await control('POST', `/calls/${sid}/press`, { key: '12' })).status).toBe(409)
    await control('POST', `/calls/${sid}/hang-up`)
    expect(await status(sid)).toBe('completed')
  })

  test.each([
    [{}, /exactly one of/],
    [{ never: true, busy: true }, /exactly one of/],
    [{ answer_after: -1 }, /answer_after|>=0|small/i],
    [{ answer_after: 1, press: [{ key: 'x', after: 1 }] }, /0-9/],
    ['loud', /must be a script/],
  ])('refuse the script %j, and say what is wrong', async (script, message) => {
    const emulator = await open()
    const { status, body } = await emulator.script(script)
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toMatch(message)
  })
})

describe('callbacks', () => {
  test('are signed, complete, numbered and in order', async () => {
    const { customer, place, pass, received } = await open()
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
    const { customer, place, pass, received } = await open()
    await place({ statusCallback: `${customer}/broken#rc=3&rp=all` })
    await pass(60)
    expect(received).toHaveLength(4)
    expect(new Set(received.map(({ token }) => token)).size).toBe(1)
  })
})

describe('TwiML', () => {
  test('gathers a key while it speaks, and follows what the action answers', async () => {
    const { customer, script, client, pass, control, received } = await open((path) =>
      path === '/voice'
        ? '<Response><Gather numDigits="1" action="/key"><Say>하나를 누르세요</Say></Gather><Say>없음</Say></Response>'
        : '<Response><Say>고맙습니다</Say><Hangup/></Response>',
    )
    await script({ answer_after: 1, press: [{ key: '1', after: 0.5 }] })
    const { sid } = await client.calls.create({ to: TO, from: FROM, url: `${customer}/voice` })
    await pass(60)
    const { body } = await control('GET', `/calls/${sid}`)
    expect(body).toMatchObject({
      heard: [
        { text: '하나를 누르세요', complete: false },
        { text: '고맙습니다', complete: true },
      ],
      keys: [{ key: '1', accepted: true }],
    })
    expect(received.map(({ path, valid }) => [path, valid])).toEqual([
      ['/voice', true],
      ['/key', true],
    ])
    expect(received[1]?.fields['Digits']).toBe('1')
  })

  test.each([
    ['<Response><Say>', 12100],
    ['<Response><Dance/></Response>', 12200],
    ['', 12100],
  ])('that is broken (%j) is apologised for, and the call ends completed', async (twiml, code) => {
    const { customer, client, pass, control } = await open(() => twiml)
    const { sid } = await client.calls.create({ to: TO, from: FROM, url: `${customer}/voice` })
    await pass(60)
    const { body } = await control('GET', `/calls/${sid}`)
    expect(body).toMatchObject({
      status: 'completed',
      heard: [{ text: expect.stringMatching(/application error/) }],
    })
    expect((body as { notifications: { code: number }[] }).notifications[0]?.code).toBeGreaterThanOrEqual(
      Math.min(code, 12100),
    )
  })
})

test('what a phone experiences is a live stream that resumes', async () => {
  const { emulator, place, pass, script } = await open()
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
  const { control } = await open()
  const before = (await control('GET', '/clock')).body as { now: string }
  const after = (await control('POST', '/clock/advance', { seconds: 90 })).body as { now: string }
  expect(Date.parse(after.now) - Date.parse(before.now)).toBe(90_000)
  expect((await control('POST', '/clock/advance', { seconds: 'soon' })).status).toBe(400)
  expect((await control('PUT', '/clock', { speed: 20 })).status).toBe(409)
  const real = await startEmulator()
  onTestFinished(() => real.close())
  const put = (speed: number) =>
    fetch(`${real.url}/emulator/clock`, { method: 'PUT', body: JSON.stringify({ speed }) })
  expect(await (await put(20)).json()).toMatchObject({ kind: 'real', speed: 20 })
  expect((await put(-1)).status).toBe(400)
})

test('moving the clock waits for what is on its way over the network', async () => {
  const { customer, client, control, received } = await open(() => HELLO)
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
  const { place, pass, control, client } = await open()
  const { sid } = await place()
  await control('POST', '/reset')
  await pass(60)
  await expect(client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404 })
  expect((await control('GET', '/calls')).body).toEqual({ calls: [] })
})

test('machine detection reports beside the call, with the four fields of the real one', async () => {
  const { customer, script, place, pass, received } = await open()
  await script({ voicemail: { after: 3 } })
  await place({
    twiml: '<Response><Pause length="20"/></Response>',
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${customer}/amd`,
  })
  await pass(60)
  expect(Object.keys(received[0]?.fields ?? {}).toSorted()).toEqual([
    'AccountSid',
    'AnsweredBy',
    'CallSid',
    'MachineDetectionDuration',
  ])
  expect(received[0]).toMatchObject({ valid: true, fields: { AnsweredBy: 'machine_start' } })
})

test('a text message reaches the phone', async () => {
  const { client, control } = await open()
  await client.messages.create({ to: TO, from: FROM, body: '결제 API 응답 없음' })
  expect((await control('GET', '/messages')).body).toMatchObject({
    messages: [{ to: TO, body: '결제 API 응답 없음' }],
  })
})
