import { describe, expect, test } from 'vitest'
import { attemptIdOf, callIdOfProvider } from '../../domain/attempt.ts'
import type { CallOrder } from '../provider.ts'
import { answering, noting, OUR_NUMBER, providerAt } from './canned-twilio.ts'

const PUBLIC_URL = 'https://nightbell.example.com'
const TO = '+821000000001'
const order: CallOrder = {
  attempt: attemptIdOf('esc_1', 2),
  to: TO,
  script: { language: 'ko', message: '결제 API 응답 없음', closing: '끝', menu: null },
  ringTimeoutSeconds: 15,
  timeLimitSeconds: 120,
  detectMachine: false,
  mayLeave: () => true,
}

async function formOf(changes: Partial<CallOrder>, publicUrl: string | null): Promise<URLSearchParams> {
  const { url, asked } = await noting({ sid: 'CA1', status: 'queued' })
  expect(await providerAt(url, { publicUrl }).place({ ...order, ...changes })).toMatchObject({
    callId: 'CA1',
  })
  expect(asked).toHaveLength(1)
  return asked[0]?.form ?? new URLSearchParams()
}

describe('asks for a call', () => {
  test('with callbacks that name the attempt, where Twilio can reach us', async () => {
    const form = await formOf({}, PUBLIC_URL)
    const callback = (name: string) => `${PUBLIC_URL}/telephony/twilio/${name}?attempt=esc_1.2#rc=5&rp=all`
    expect(Object.fromEntries(form)).toMatchObject({
      To: TO,
      From: OUR_NUMBER,
      Timeout: '15',
      TimeLimit: '120',
      Url: callback('voice'),
      StatusCallback: callback('status'),
      StatusCallbackMethod: 'POST',
    })
    expect(form.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed'])
    expect(form.has('Twiml')).toBe(false)
    expect(form.has('MachineDetection')).toBe(false)
  })

  test('with its words and no callback, where Twilio cannot', async () => {
    const form = await formOf({ detectMachine: true }, null)
    expect(form.get('Twiml')).toContain('결제 API 응답 없음')
    expect([...form.keys()].filter((name) => /url|callback/i.test(name))).toEqual([])
    expect(form.get('MachineDetection')).toBe('Enable')
  })

  test('with machine detection that does not keep a person waiting', async () => {
    expect(Object.fromEntries(await formOf({ detectMachine: true }, PUBLIC_URL))).toMatchObject({
      MachineDetection: 'Enable',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: `${PUBLIC_URL}/telephony/twilio/amd?attempt=esc_1.2#rc=5&rp=all`,
      AsyncAmdStatusCallbackMethod: 'POST',
    })
  })

  test('and believes no answer that names none: it is looked for', async () => {
    const url = await answering(200, {})
    await expect(providerAt(url).place(order)).rejects.toMatchObject({ retry: 'may-duplicate' })
    const html = await answering(200, '<html>Sign in to the network</html>')
    await expect(providerAt(html).place(order)).rejects.toMatchObject({ retry: 'may-duplicate' })
  })
})

test('hangs up with `completed`, which stops a call however far it is', async () => {
  const { url, asked } = await noting({ sid: 'CA1', status: 'completed' })
  await providerAt(url).hangUp(callIdOfProvider('CA1'))
  expect(asked).toMatchObject([{ method: 'POST', path: expect.stringMatching(/\/Calls\/CA1\.json$/) }])
  expect(asked[0]?.form.toString()).toBe('Status=completed')
})

const report = async (call: Record<string, unknown>) =>
  providerAt(await answering(200, { sid: 'CA1', ...call })).fetch(callIdOfProvider('CA1'))

describe('reads a call', () => {
  test.each(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'])(
    'that is %s',
    async (status) => {
      expect(await report({ status })).toMatchObject({ callId: 'CA1', status })
    },
  )

  test('its duration, and who picked up', async () => {
    const ended = { status: 'completed', duration: '12', answered_by: 'machine_end_beep' }
    expect(await report(ended)).toMatchObject({ durationSeconds: 12, answeredBy: 'machine' })
    const ringing = await report({ status: 'ringing', duration: null, answered_by: null })
    expect(ringing).toMatchObject({ durationSeconds: undefined, answeredBy: undefined })
  })

  test('and asks again when its status is one that we do not know', async () => {
    await expect(report({ status: 'daydreaming' })).rejects.toMatchObject({ retry: 'safe' })
  })
})

const created = (sid: string, date_created: string | null) => ({ sid, status: 'queued', date_created })

test('D1 finds the calls that may be ours: from our number, of this time, oldest first', async () => {
  const since = Date.parse('2026-11-23T02:00:00.900Z')
  const { url, asked } = await noting({
    calls: [
      created('CAqueued', null), // Queued, and not yet written down with a date.
      created('CAlater', 'Mon, 23 Nov 2026 02:00:05 +0000'),
      created('CAsame-second', 'Mon, 23 Nov 2026 02:00:00 +0000'),
      created('CAlong-before', 'Mon, 23 Nov 2026 01:59:50 +0000'),
    ],
    page: 0,
    page_size: 50,
    next_page_uri: null,
  })
  const found = await providerAt(url).find({ to: TO, since })
  expect(found.map(({ callId }) => callId)).toEqual(['CAsame-second', 'CAlater', 'CAqueued'])
  const query = new URL(asked[0]?.path ?? '', url).searchParams
  expect(Object.fromEntries(query)).toEqual({ To: TO, From: OUR_NUMBER, PageSize: '50' })
})

test('sends no longer a text than Twilio takes', async () => {
  const { url, asked } = await noting({ sid: 'SM1' })
  expect(await providerAt(url).sendText({ to: TO, body: '가'.repeat(5_000) })).toEqual({ messageId: 'SM1' })
  expect(asked[0]?.form.get('Body')).toHaveLength(1_600)
})
