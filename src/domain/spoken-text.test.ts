import fc from 'fast-check'
import { expect, test } from 'vitest'
import { speakable } from './spoken-text.ts'

test.each([
  ['\u001B[31mDOWN\u001B[0m api', 'DOWN api'],
  ['a\u0000b\tc\r\nd', 'a b c d'],
  ['disk \uD800 full', 'disk full'],
  ['결제 <API> & "응답" 없음 🔥', '결제 <API> & "응답" 없음 🔥'],
  ['\u202Egnp.exe', 'gnp.exe'],
  [' \n ', ''],
])('C9 makes %j speakable', (text, spoken) => expect(speakable(text)).toBe(spoken))

test('C9 cuts 5,000 syllables to what Twilio speaks and a person listens to', () => {
  const spoken = speakable('가'.repeat(5_000))
  expect(spoken).toMatch(/^가{190,200}…$/)
  expect(encodeURIComponent(spoken).length).toBeLessThanOrEqual(1_800)
})

test('C9 never breaks, and never says more than once what it keeps', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
      const spoken = speakable(text)
      expect(encodeURIComponent(spoken).length).toBeLessThanOrEqual(1_800)
      // oxlint-disable-next-line no-control-regex -- that none is left is the point
      expect(spoken).not.toMatch(/[\u0000-\u001F\u007F]/)
      expect(speakable(spoken)).toBe(spoken)
    }),
  ))
