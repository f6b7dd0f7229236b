import type { TextScript } from '../messages/text-script.ts'
import type { Scripts } from './script.ts'

const answersAndPressesOne: Scripts = [{ answer_after: 4, press: [{ key: '1', after: 8 }] }]

/** How a number behaves that nobody scripted, so that a newcomer needs no set-up. */
const byLastDigit: Record<string, Scripts> = {
  '0': answersAndPressesOne,
  '1': answersAndPressesOne,
  '2': [{ never: true }],
  '3': [{ busy: true }],
  '4': [{ decline_after: 3 }],
  '5': [{ voicemail: { after: 20, greeting: 5, beep: true, max: 30 } }],
  '6': [{ unreachable: true }],
  '7': [{ answer_after: 4 }],
  // Past a 15 s `Timeout`, but inside the 5 s that Twilio adds to it: this person has answered.
  '8': [{ answer_after: 17, press: [{ key: '1', after: 8 }] }],
  '9': [{ manual: true }],
}

export function unscripted(number: string): Scripts {
  return byLastDigit[number.slice(-1)] ?? answersAndPressesOne
}

/** 30003, "unreachable destination handset": https://www.twilio.com/docs/api/errors/30003 */
export function unscriptedTexts(number: string): TextScript {
  return number.endsWith('6') ? { undelivered: 30003 } : { delivered_after: 2 }
}
