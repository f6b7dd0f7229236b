import { secondsToSay, type Pace } from './speech.ts'
import type { Gather, Say, Speaking, Verb } from './verbs.ts'

/** What the executor needs of the call it speaks into. Its timers end with the document. */
export type Phone = {
  pace: Pace
  playSeconds: number
  after(seconds: number, run: () => void): () => void
  /** Begins to be heard; the returned function ends it, complete or cut off. */
  hear(sound: Sound): (complete: boolean) => void
  listen(onKey: ((key: string) => void) | null): void
  goTo(kind: 'redirect' | 'action', url: string, method: 'GET' | 'POST', fields: Record<string, string>): void
  hangUp(): void
}
export type Sound = { kind: 'say' | 'play'; text: string; voice: string; language: string; seconds: number }

/** Follows the verbs one after the other; after the last one it hangs up. */
export function execute(verbs: readonly Verb[], phone: Phone): void {
  const [verb, ...rest] = verbs
  const next = () => execute(rest, phone)
  switch (verb?.verb) {
    case 'Say':
    case 'Play':
    case 'Pause':
      speak(verb, phone, next)
      return
    case 'Gather':
      gather(verb, phone, next)
      return
    case 'Redirect':
      phone.goTo('redirect', verb.url, verb.method, {})
      return
    default: // Hangup, Reject, or nothing left.
      phone.hangUp()
  }
}

type Stop = () => void

function speak(verb: Speaking, phone: Phone, done: () => void): Stop {
  if (verb.verb === 'Pause') return phone.after(verb.length, done)
  const sound = soundOf(verb, phone)
  if (sound.text === '') return phone.after(0, done)
  return repeat(verb.loop, sound, phone, done)
}

function repeat(times: number, sound: Sound, phone: Phone, done: () => void): Stop {
  const finish = phone.hear(sound)
  let stop: Stop = phone.after(sound.seconds, () => {
    finish(true)
    if (times <= 1) return done()
    stop = repeat(times - 1, sound, phone, done)
    stopSound = () => {}
  })
  let stopSound = () => finish(false)
  return () => {
    stop()
    stopSound()
  }
}

const nothing: Stop = () => {}

function soundOf(verb: Exclude<Speaking, { verb: 'Pause' }>, phone: Phone): Sound {
  if (verb.verb === 'Say') return { kind: 'say', ...wordsOf(verb), seconds: secondsToSay(verb, phone.pace) }
  const text = verb.digits || verb.url
  return { kind: 'play', text, voice: '', language: '', seconds: phone.playSeconds }
}

function wordsOf({ text, voice, language }: Say) {
  return { text, voice, language }
}

function speakAll(verbs: readonly Speaking[], phone: Phone, done: () => void): Stop {
  let stop: Stop = nothing
  const from = (index: number) => {
    const verb = verbs[index]
    if (!verb) return done()
    stop = speak(verb, phone, () => from(index + 1))
  }
  from(0)
  return () => stop()
}

/**
 * Collects keys from the moment it begins, also over its own speech. It ends with the last digit
 * wanted, with the finishing key, or when `timeout` passes in silence; without digits it falls through.
 */
function gather(verb: Gather, phone: Phone, next: () => void): void {
  let digits = ''
  let stopWaiting: Stop = nothing

  const finish = (finishedOn: string) => {
    phone.listen(null)
    if (digits === '' && !verb.actionOnEmptyResult) return next()
    const fields = { Digits: digits, FinishedOnKey: finishedOn, msg: 'Gather End' }
    phone.goTo('action', verb.action, verb.method, fields)
  }
  const wait = () => {
    stopWaiting = phone.after(verb.timeout, () => finish(''))
  }
  const onKey = (key: string) => {
    stopSpeech()
    stopWaiting()
    if (verb.finishOnKey.includes(key)) return finish(key)
    digits += key
    if (digits.length >= verb.numDigits) return finish('')
    wait()
  }
  if (verb.dtmf) phone.listen(onKey)
  const stopSpeech = speakAll(verb.nested, phone, wait)
}
