import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { scriptFor } from '../../speech/script.ts'
import type { Plan } from '../../domain/plan.ts'
import { inlineTwiml, scriptTwiml } from './twiml.ts'

const hong = { name: '홍길동', phone: '+821000000001' }
const plan: Plan = {
  people: [hong],
  rounds: 2,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'answer',
  message: '결제 API 응답 없음',
  language: 'ko',
  drill: false,
}
const say = (text: string) => `<Say voice="Polly.Seoyeon-Neural" language="ko-KR">${text}</Say>`
const GATHER = 'https://nightbell.example.com/telephony/twilio/gather?attempt=esc_1.1'

test('C18 the original message: twice, a closing sentence, and the end', () => {
  const message = say('홍길동 담당자님, 결제 API 응답 없음')
  expect(scriptTwiml(scriptFor(plan, hong, { keys: true }), GATHER)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><Response>${message}<Pause length="1"/>${message}<Pause length="1"/>` +
      `${say('메시지 전달이 완료되었습니다.')}<Hangup/></Response>`,
  )
})

test('C18 with a menu: a pause for the carrier, then one gather around everything that is said', () => {
  const xml = scriptTwiml(scriptFor({ ...plan, acknowledgeBy: 'keypress' }, hong, { keys: true }), GATHER)
  expect(xml).toMatch(
    /^<\?xml[^>]+><Response><Pause length="2"\/><Gather [^>]*numDigits="1"[^>]*>.*<\/Gather><Say .*<Hangup\/><\/Response>$/,
  )
  expect(xml.match(/<Gather/g)).toHaveLength(1)
  expect(xml.match(/결제 API 응답 없음/g)).toHaveLength(2)
})

test('C9 whatever the message, the TwiML is valid and within the limits', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 5_000 }),
      fc.constantFrom('answer', 'keypress'),
      (message, acknowledgeBy) => {
        const script = scriptFor({ ...plan, message, acknowledgeBy }, hong, { keys: true })
        for (const xml of [scriptTwiml(script, GATHER), inlineTwiml(script)]) {
          expect(XMLValidator.validate(xml)).toBe(true)
          for (const text of saysOf(xml)) expect(encodeURIComponent(text).length).toBeLessThanOrEqual(4_500)
        }
        expect(inlineTwiml(script).length).toBeLessThanOrEqual(4_000)
      },
    ),
    { numRuns: 50 },
  ))

test.each([`& < > " '`, '"'.repeat(2_000), '가'.repeat(5_000), '🔥'.repeat(500)])(
  'C9 %.20j fits inline too',
  (message) => {
    const xml = inlineTwiml(scriptFor({ ...plan, message }, hong, { keys: false }))
    expect(xml.length).toBeLessThanOrEqual(4_000)
    expect(XMLValidator.validate(xml)).toBe(true)
  },
)

test('C9 an empty message becomes a sentence, never dead air', () => {
  const script = scriptFor({ ...plan, message: ' \u0000 ' }, hong, { keys: true })
  expect(saysOf(scriptTwiml(script, GATHER))[0]).toMatch(/내용이 없는 장애 알림/)
})

function saysOf(xml: string): string[] {
  const parsed = new XMLParser({ ignoreAttributes: true, isArray: (name) => name === 'Say' }).parse(xml)
  const { Response } = parsed
  return [...(Response.Gather?.Say ?? []), ...(Response.Say ?? [])].map(String)
}
