import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { CallScript, KeyReply } from '../../domain/call-script.ts'
import type { Language } from '../../domain/plan.ts'
import { speakable } from '../../domain/spoken-text.ts'

type Voice = Exclude<Parameters<VoiceResponse['say']>[0], string>

const VOICES: Record<Language, Voice> = {
  ko: { voice: 'Polly.Seoyeon-Neural', language: 'ko-KR' },
  en: { voice: 'Polly.Joanna-Neural', language: 'en-US' },
}

/** Korean carriers speak "국제전화입니다" over the first words of a call from abroad, since 2023-07. */
const CARRIER_ANNOUNCEMENT_SECONDS = 2
const KEY_SECONDS = 6
/** The most that Twilio takes inline, in characters. */
const INLINE_LIMIT = 4_000
/** The most of one `Say`, URL-encoded: https://www.twilio.com/docs/api/errors/13521 */
const SAY_LIMIT = 4_500

/** Whether a key is listened for, and where it goes. */
type KeysTo = string | null

/** Whatever reaches this line is made safe to speak: the builder throws on control characters. */
const sayTo = (to: Pick<VoiceResponse, 'say'>, language: Language, text: string) =>
  to.say(VOICES[language], speakable(text, SAY_LIMIT))

/** The message twice. A key is taken at any time; one `Gather` around all of it makes that so. */
function speak(response: VoiceResponse, { language, message, closing, menu }: CallScript, keysTo: KeysTo) {
  const listened = menu && keysTo !== null ? response.gather(gatherOptions(keysTo)) : response
  sayTo(listened, language, message)
  listened.pause({ length: 1 })
  sayTo(listened, language, message)
  listened.pause({ length: 1 })
  if (menu && keysTo !== null) {
    sayTo(listened, language, menu.prompt)
    sayTo(response, language, menu.noInput)
  } else sayTo(response, language, closing)
  response.hangup()
  return response.toString()
}

/** What phones say and hear, in Twilio's markup. */
export const twiml = {
  /** A call from its first word. */
  script(script: CallScript, keysTo: KeysTo): string {
    const response = new VoiceResponse()
    if (script.menu && keysTo !== null) response.pause({ length: CARRIER_ANNOUNCEMENT_SECONDS })
    return speak(response, script, keysTo)
  },

  /** For a call without a public URL: the whole script in the request, shortened until Twilio takes it. */
  inline(script: CallScript): string {
    for (let weight = encodeURIComponent(speakable(script.message)).length; ; weight *= 0.8) {
      const shorter = { ...script, message: speakable(script.message, Math.floor(weight)) }
      const text = twiml.script(shorter, null)
      if (text.length <= INLINE_LIMIT) return text
    }
  },

  /** A word on the key that was pressed, then all of it again. */
  again({ repeat, say }: Extract<KeyReply, { repeat: CallScript }>, keysTo: string): string {
    const response = new VoiceResponse()
    if (say !== null) sayTo(response, repeat.language, say)
    return speak(response, repeat, keysTo)
  },

  goodbye(language: Language, text: string): string {
    const response = new VoiceResponse()
    sayTo(response, language, text)
    response.hangup()
    return response.toString()
  },

  hangUp(): string {
    const response = new VoiceResponse()
    response.hangup()
    return response.toString()
  },
}

const gatherOptions = (action: string): Parameters<VoiceResponse['gather']>[0] => ({
  numDigits: 1,
  input: ['dtmf'],
  timeout: KEY_SECONDS,
  action,
  method: 'POST',
  actionOnEmptyResult: false,
})
