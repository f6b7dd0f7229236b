import { describe, expect, test } from 'vitest'
import { FROM, openCustomer, TO } from '../test-customer.ts'

describe('TwiML', () => {
  test('gathers a key while it speaks, and follows what the action answers', async () => {
    const { customer, script, client, pass, control, received } = await openCustomer({
      answer: (path) =>
        path === '/voice'
          ? '<Response><Gather numDigits="1" action="/key"><Say>하나를 누르세요</Say></Gather><Say>없음</Say></Response>'
          : '<Response><Say>고맙습니다</Say><Hangup/></Response>',
    })
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
    const { customer, client, pass, control } = await openCustomer({ answer: () => twiml })
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
