import { useEffect } from 'react'
import type { PhoneLine } from './phone-line.ts'
import type { Phone } from './phones.ts'
import { spoken } from './transcript.tsx'

let audio: AudioContext | null = null

/** Browsers let a page make a sound only after somebody has touched it: to be called from a click. */
export function wakeAudio(): void {
  audio ??= new AudioContext()
  void audio.resume()
}

/** Rings: two tones that beat against each other, 0.9 s in 2.4 s, as a bell in the night does. */
function ringOnce(to: AudioContext): void {
  const gain = to.createGain()
  gain.connect(to.destination)
  const start = to.currentTime
  gain.gain.setValueAtTime(0, start)
  for (const at of [0, 0.45]) {
    gain.gain.linearRampToValueAtTime(0.16, start + at + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.002, start + at + 0.4)
  }
  for (const frequency of [880, 932]) {
    const tone = to.createOscillator()
    tone.frequency.value = frequency
    tone.connect(gain)
    tone.start(start)
    tone.stop(start + 0.9)
  }
}

export function useRinging(ringing: boolean): void {
  useEffect(() => {
    if (!ringing) return undefined
    const ring = () => {
      if (audio?.state === 'running') ringOnce(audio)
      navigator.vibrate?.([450, 150, 450])
    }
    ring()
    const timer = setInterval(ring, 2_400)
    return () => {
      clearInterval(timer)
      navigator.vibrate?.(0)
    }
  }, [ringing])
}

/** The part of a sentence that may be over before the first word is spoken. */
const LATE = 0.1

/** The browser speaks what the phone hears, for exactly as long as the phone hears it. Whoever comes late hears the rest. */
export function useVoice({ speaking }: Phone, enabled: boolean, line: PhoneLine): void {
  useEffect(() => {
    if (!enabled || speaking === null || !('speechSynthesis' in window)) return undefined
    const part = (line.now() - speaking.at) / speaking.ms
    const missed = part > LATE ? spoken(speaking.text, part).length : 0
    const words = new SpeechSynthesisUtterance(speaking.text.slice(missed))
    words.lang = speaking.language
    words.rate = Math.min(2, line.speed)
    speechSynthesis.speak(words)
    return () => speechSynthesis.cancel()
    // oxlint-disable-next-line react/exhaustive-deps -- a new sentence is a new id; what time it is there is read once
  }, [speaking?.id, enabled])
}
