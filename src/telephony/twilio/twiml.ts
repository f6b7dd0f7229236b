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

/** The script as TwiML. `gatherUrl` receives the key; it is needed where the script has a menu. */
export function scriptTwiml(script: CallScript, gatherUrl: string | null): string {
  const response = new VoiceResponse()
  if (script.menu && gatherUrl !== null) response.pause({ length: CARRIER_ANNOUNCEMENT_SECONDS })
  return spoken(response, script, gatherUrl).toString()
}

/** For a call without a public URL: the whole script in the request, shortened until Twilio takes it. */
export function inlineTwiml(script: CallScript): string {
  for (let weight = encodeURIComponent(script.message).length; ; weight = Math.floor(weight * 0.8)) {
    const twiml = scriptTwiml({ ...script, message: speakable(script.message, weight), menu: null }, null)
    if (twiml.length <= INLINE_LIMIT) return twiml
  }
}

/** Says it all again and listens again, after a word on the key that was pressed. */
export function replyTwiml(reply: Extract<KeyReply, { repeat: CallScript }>, gatherUrl: string): string {
  const response = new VoiceResponse()
  if (reply.say !== null) response.say(VOICES[reply.repeat.language], reply.say)
  return spoken(response, reply.repeat, gatherUrl).toString()
}

export function goodbyeTwiml(language: Language, text: string): string {
  const response = new VoiceResponse()
  response.say(VOICES[language], text)
  response.hangup()
  return response.toString()
}

/** The message twice. A key is taken at any time; one `Gather` around all of it makes that so. */
function spoken(response: VoiceResponse, script: CallScript, gatherUrl: string | null): VoiceResponse {
  const voice = VOICES[script.language]
  const menu = gatherUrl === null ? null : script.menu
  const speaker =
    menu && gatherUrl !== null
      ? response.gather({
          numDigits: 1,
          input: ['dtmf'],
          timeout: KEY_SECONDS,
          action: gatherUrl,
          method: 'POST',
        })
      : response
  speaker.say(voice, script.message)
  speaker.pause({ length: 1 })
  speaker.say(voice, script.message)
  speaker.pause({ length: 1 })
  if (menu) {
    speaker.say(voice, menu.prompt)
    response.say(voice, menu.noInput)
  } else response.say(voice, script.closing)
  response.hangup()
  return response
}
