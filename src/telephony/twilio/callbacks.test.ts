import { Hono } from 'hono'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { expect, test } from 'vitest'
import type { KeyReply } from '../../domain/call-script.ts'
import type { CallInbox, RawCallback } from '../provider.ts'
import { quiet } from './canned-twilio.ts'
import { createTwilio } from './twilio.ts'

const PUBLIC_URL = 'https://nightbell.example.com'
const ACCOUNT = 'AC0123456789abcdef0123456789abcdef'
const TOKENS = { authToken: 'first-token', authTokenSecondary: 'second-token' }
const script = {
  language: 'ko',
  message: '장애',
  closing: '끝',
  menu: { prompt: '1번', noInput: '없음' },
} as const

/** Twilio's side: signs what it sends as Twilio does. What the inbox hears is noted, and beside it what it is to keep. */
function twilioTo(inbox: Partial<CallInbox> = {}) {
  const heard: unknown[] = []
  const kept: RawCallback[] = []
  const hear = (raw: RawCallback | undefined, said: unknown[]) => {
    heard.push(said)
    if (raw) kept.push(raw)
  }
  const all: CallInbox = {
    script: async () => script,
    report: async (attempt, report, raw) => (hear(raw, [attempt, report]), 'taken'),
    keyPressed: async (attempt, callId, key, raw) => {
      hear(raw, [attempt, callId, key])
      return { language: 'ko', say: '확인되었습니다.' }
    },
    ...inbox,
  }
  const settings = { accountSid: ACCOUNT, ...TOKENS, from: '+15005550006', publicUrl: PUBLIC_URL }
  const notRecorded = { ko: '오류입니다.', en: 'An error.' }
  const refused: string[] = []
  const surroundings = { ...quiet(all), notRecorded, refused: (reason: string) => void refused.push(reason) }
  const app = new Hono().route('/telephony/twilio', createTwilio(settings, surroundings).routes)

  function send(
    path: string,
    fields: Record<string, string>,
    how: { token?: string; signature?: string; method?: string } = {},
  ) {
    const { token = TOKENS.authToken, method = 'POST' } = how
    const form = { AccountSid: ACCOUNT, CallSid: 'CA1', FromCity: '', ...fields }
    const query = method === 'GET' ? `&${new URLSearchParams(form).toString()}` : ''
    const target = `/telephony/twilio/${path}${query}`
    const signature =
      how.signature ??
      getExpectedTwilioSignature(token, `${PUBLIC_URL}${target}`, method === 'GET' ? {} : form)
    // The proxy before us has changed scheme, host and port.
    return app.request(`http://10.0.0.1:8001${target}`, {
      method,
      headers: { 'X-Twilio-Signature': signature, 'Content-Type': 'application/x-www-form-urlencoded' },
      ...(method === 'POST' && { body: new URLSearchParams(form) }),
    })
  }
  return { send, heard, kept, refused, app }
}

test.each(['first-token', 'second-token'])('believes what is signed with the %s', async (token) => {
  const { send, heard } = twilioTo()
  const response = await send(
    'status?attempt=esc_1.2',
    { CallStatus: 'completed', CallDuration: '12' },
    { token },
  )
  expect(response.status).toBe(204)
  expect(heard).toEqual([
    ['esc_1.2', { callId: 'CA1', status: 'completed', answeredBy: undefined, durationSeconds: 12 }],
  ])
})

test.each([
  ['no signature', {}, { signature: '' }],
  ['a bad signature', {}, { signature: 'bm90IGEgc2lnbmF0dXJl' }],
  ['a wrong token', {}, { token: 'another-token' }],
  ["another account's id", { AccountSid: 'ACffffffffffffffffffffffffffffffff' }, {}],
])('D13 refuses %s with 403, and nothing is heard', async (_, fields, how) => {
  const { send, heard } = twilioTo()
  for (const path of ['status', 'voice', 'gather', 'amd']) {
    const response = await send(
      `${path}?attempt=esc_1.1`,
      { CallStatus: 'completed', Digits: '1', ...fields },
      how,
    )
    expect(response.status).toBe(403)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  }
  expect(heard).toEqual([])
})

test('D13 a signature for one attempt does not open another', async () => {
  const { send, heard } = twilioTo()
  const signature = getExpectedTwilioSignature(
    TOKENS.authToken,
    `${PUBLIC_URL}/telephony/twilio/status?attempt=esc_1.1`,
    {},
  )
  expect((await send('status?attempt=esc_2.1', {}, { signature })).status).toBe(403)
  expect(heard).toEqual([])
})

test.each(['POST', 'GET'])('C8 answers with XML when Twilio asks for the words by %s', async (method) => {
  const { send } = twilioTo()
  const response = await send('voice?attempt=esc_1.1', {}, { method })
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch('text/xml')
  expect(await response.text()).toContain('<Gather')
})

test('says the confirmation only after the key is recorded, and an error when it could not be (D7)', async () => {
  const { send } = twilioTo({ keyPressed: () => Promise.reject(new Error('disk full')) })
  const response = await send('gather?attempt=esc_1.1&language=en', { Digits: '1' })
  expect(response.status).toBe(200)
  expect(await response.text()).toMatch(/<Say[^>]*>An error\.<\/Say><Hangup\/>/)
  const unknown = twilioTo({ keyPressed: async () => null })
  expect(await (await unknown.send('gather?attempt=esc_9.1', { Digits: '1' })).text()).toContain(
    '오류입니다.',
  )
})

test('takes a key only when there is one; without one somebody has picked up all the same', async () => {
  const { send, heard } = twilioTo()
  for (const fields of [{}, { Digits: '' }]) {
    const response = await send('gather?attempt=esc_1.1&language=ko', fields)
    expect(await response.text()).toMatch(/<Response><Hangup\/><\/Response>$/)
  }
  const pickedUp = ['esc_1.1', { callId: 'CA1', status: 'in-progress' }]
  expect(heard).toEqual([pickedUp, pickedUp])
})

test('a name that the voice cannot speak does not turn a confirmation into an error', async () => {
  const say = '\u001B[31m김\u0000철수\uD800\u001B[0m 님이 이미 확인했습니다.'
  const { send } = twilioTo({ keyPressed: async () => ({ language: 'ko', say }) })
  const text = await (await send('gather?attempt=esc_1.1&language=ko', { Digits: '1' })).text()
  expect(text).toContain('김 철수 님이 이미 확인했습니다.</Say><Hangup/>')
})

test('asks Twilio to repeat a key until it is recorded', async () => {
  const { send } = twilioTo()
  const text = await (await send('voice?attempt=esc_1.1', {})).text()
  expect(text).toContain(
    `action="${PUBLIC_URL}/telephony/twilio/gather?attempt=esc_1.1&amp;language=ko#rc=5&amp;rp=all"`,
  )
})

test('speaks even when it cannot record that somebody picked up', async () => {
  const { send } = twilioTo({ report: () => Promise.reject(new Error('disk full')) })
  const response = await send('voice?attempt=esc_1.1', {})
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('장애')
})

test('tells the inbox that somebody picked up when Twilio asks for the words', async () => {
  const { send, heard } = twilioTo()
  await send('voice?attempt=esc_1.1', {})
  expect(heard).toEqual([['esc_1.1', { callId: 'CA1', status: 'in-progress' }]])
})

test('D19 keeps what came, without phone numbers, where they are registered, and credentials', async () => {
  const { send, kept } = twilioTo()
  const number = '+821000000001'
  const news = { CallStatus: 'ringing', ApiVersion: '2010-04-01', SequenceNumber: '1', News: 'of tomorrow' }
  await send('status?attempt=esc_1.1', {
    ...news,
    To: number,
    ToCountry: 'KR',
    Called: number,
    From: '+15005550006',
    Caller: '+15005550006',
    CallerCity: 'SEOUL',
    CallerName: 'HONG',
    ForwardedFrom: number,
    SipUri: `sip:${number}@example.com`,
    DialledAs: '01000000001',
    Whatever: `via ${number}`,
    ParentAccountSid: ACCOUNT,
    StirPassportToken: 'eyJ',
  })
  expect(kept).toEqual([{ kind: 'status', fields: { CallSid: 'CA1', ...news } }])
})

test('refuses what names no attempt or no call', async () => {
  const { send, heard } = twilioTo({ script: async () => null, report: async () => 'unknown' })
  for (const path of ['status', 'voice', 'gather', 'amd']) {
    expect((await send(`${path}?attempt=`, { CallStatus: 'ringing' })).status).toBe(404)
    expect((await send(`${path}?attempt=esc_1.1`, { CallStatus: 'ringing', CallSid: '' })).status).toBe(400)
  }
  expect((await send('voice?attempt=esc_9.1', {})).status).toBe(404)
  expect(heard).toEqual([])
})

test.each([
  ['initiated', 'queued'],
  ['queued', 'queued'],
  ['ringing', 'ringing'],
  ['in-progress', 'in-progress'],
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['failed', 'failed'],
  ['no-answer', 'no-answer'],
  ['canceled', 'canceled'],
])('reads CallStatus %s as %s', async (CallStatus, status) => {
  const { send, heard } = twilioTo()
  expect((await send('status?attempt=esc_1.1', { CallStatus })).status).toBe(204)
  expect(heard).toMatchObject([['esc_1.1', { callId: 'CA1', status }]])
})

test('repeats once on a wrong key', async () => {
  const reply: KeyReply = { repeat: script, say: '잘못 누르셨습니다.' }
  const { send } = twilioTo({ keyPressed: async () => reply })
  const first = await (await send('gather?attempt=esc_1.1&language=ko', { Digits: '7' })).text()
  expect(first).toContain('again=1')
  const second = await (await send('gather?attempt=esc_1.1&language=ko&again=1', { Digits: '7' })).text()
  expect(second).not.toContain('<Gather')
})

test.each([
  ['unknown', 404],
  ['stale', 409],
] as const)('a callback for a call that is %s is answered with %i', async (result, status) => {
  const { send } = twilioTo({ report: async () => result })
  const response = await send('status?attempt=esc_1.1', { CallStatus: 'ringing' })
  expect(response.status).toBe(status)
})

test('refuses a status that it does not know', async () => {
  const { send } = twilioTo()
  expect((await send('status?attempt=esc_1.1', { CallStatus: 'daydreaming' })).status).toBe(400)
})

test.each([
  ['human', 'human'],
  ['machine_start', 'machine'],
  ['machine_end_beep', 'machine'],
  ['fax', 'fax'],
  ['unknown', 'unknown'],
])('D8 reads the verdict %s of machine detection as %s', async (AnsweredBy, answeredBy) => {
  const { send, heard } = twilioTo()
  await send('amd?attempt=esc_1.1', { AnsweredBy, MachineDetectionDuration: '3900' })
  expect(heard).toMatchObject([['esc_1.1', { status: 'in-progress', answeredBy }]])
})
