import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { scriptFor } from '../../speech/script.ts'
import type { Plan } from '../../domain/plan.ts'
import { twiml } from './twiml.ts'

const hong = { name: '홍길동', phone: '+821000000001' }
const plan: Plan = {
  people: [hong],
  rounds: 2,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'answer',
  message: '결제 API 응답 없음',
  language: 'ko',
  drill: false,
  urgency: 'high',
}
const say = (text: string) => `<Say voice="Polly.Seoyeon-Neural" language="ko-KR">${text}</Say>`
const GATHER = 'https://nightbell.example.com/telephony/twilio/gather?attempt=esc_1.1'

test('C18 the original message: twice, a closing sentence, and the end', () => {
  const message = say('홍길동 담당자님, 결제 API 응답 없음')
  expect(twiml.script(scriptFor(plan, hong, { keys: true }), GATHER)).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><Response>${message}<Pause length="1"/>${message}<Pause length="1"/>` +
      `${say('메시지 전달이 완료되었습니다.')}<Hangup/></Response>`,
  )
})

test('C18 with a menu: a pause for the carrier, then one gather around everything that is said', () => {
  const xml = twiml.script(scriptFor({ ...plan, acknowledgeBy: 'keypress' }, hong, { keys: true }), GATHER)
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
        for (const xml of [twiml.script(script, GATHER), twiml.inline(script)]) {
          expect(XMLValidator.validate(xml)).toBe(true)
          for (const text of saysOf(xml)) expect(encodeURIComponent(text).length).toBeLessThanOrEqual(4_500)
        }
        expect(twiml.inline(script).length).toBeLessThanOrEqual(4_000)
      },
    ),
    { numRuns: 50 },
  ))

test.each([`& < > " '`, '"'.repeat(2_000), '가'.repeat(5_000), '🔥'.repeat(500)])(
  'C9 %.20j fits inline too',
  (message) => {
    const xml = twiml.inline(scriptFor({ ...plan, message }, hong, { keys: false }))
    expect(xml.length).toBeLessThanOrEqual(4_000)
    expect(XMLValidator.validate(xml)).toBe(true)
  },
)

test.each([
  ['markup', `& < > " '`],
  ['emoji', '🔥👨‍👩‍👧‍👦 장애'],
  ['한글', '결제 API 응답 없음'],
  ['ANSI escapes', '\u001B[31mERROR\u001B[0m disk full'],
  ['NUL', 'a\u0000b'],
  ['a lone surrogate', 'a\uD800b\uDC00c'],
  ['5,000 characters', '가나다라마'.repeat(1_000)],
  ['nothing', ''],
])('C9 %s, wherever it stands', (_, text) => {
  const script = {
    language: 'ko',
    message: text,
    closing: text,
    menu: { prompt: text, noInput: text },
  } as const
  const documents = [
    twiml.script(script, GATHER),
    twiml.inline({ ...script, closing: '끝' }),
    twiml.again({ repeat: script, say: text }, GATHER),
    twiml.goodbye('en', text),
  ]
  for (const xml of documents) {
    expect(XMLValidator.validate(xml)).toBe(true)
    // oxlint-disable-next-line no-control-regex -- the very thing that must not be there
    expect(xml).not.toMatch(/[\u0000-\u001F]|\p{Surrogate}/u)
    for (const said of saysOf(xml)) expect(encodeURIComponent(said).length).toBeLessThanOrEqual(4_500)
  }
})

test('C9 an empty message becomes a sentence, never dead air', () => {
  const script = scriptFor({ ...plan, message: ' \u0000 ' }, hong, { keys: true })
  expect(saysOf(twiml.script(script, GATHER))[0]).toMatch(/내용이 없는 장애 알림/)
})

function saysOf(xml: string): string[] {
  const parsed = new XMLParser({ ignoreAttributes: true, isArray: (name) => name === 'Say' }).parse(xml)
  const { Response } = parsed
  return [...(Response.Gather?.Say ?? []), ...(Response.Say ?? [])].map(String)
}
