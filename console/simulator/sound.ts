import { useEffect } from 'react'
import type { Phone } from './phones.ts'

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

/** The browser speaks what the phone hears, for exactly as long as the phone hears it. */
export function useVoice({ speaking }: Phone, enabled: boolean, speed: () => number): void {
  useEffect(() => {
    if (!enabled || speaking === null || !('speechSynthesis' in window)) return undefined
    const words = new SpeechSynthesisUtterance(speaking.text)
    words.lang = speaking.language
    words.rate = Math.min(2, speed())
    speechSynthesis.speak(words)
    return () => speechSynthesis.cancel()
    // oxlint-disable-next-line react/exhaustive-deps -- a new sentence is a new id; `speed` is read once
  }, [speaking?.id, enabled])
}
