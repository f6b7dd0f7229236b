import { useSyncExternalStore } from 'react'
import type { Forecast } from '../../src/wire/dry-run.ts'

const NONE: SpeechSynthesisVoice[] = []
let voices = NONE

/** The voices of this browser; many load them only after the page. */
export const useVoices = (): SpeechSynthesisVoice[] => useSyncExternalStore(subscribe, voicesNow)

function subscribe(tell: () => void): () => void {
  if (!('speechSynthesis' in window)) return () => {}
  speechSynthesis.addEventListener('voiceschanged', tell)
  return () => speechSynthesis.removeEventListener('voiceschanged', tell)
}

function voicesNow(): SpeechSynthesisVoice[] {
  if (!('speechSynthesis' in window)) return NONE
  const now = speechSynthesis.getVoices()
  // The browser makes a new list each time: the same voices are the same list.
  if (now.length !== voices.length) voices = now
  return voices
}

/** All that a phone says when no key is pressed, in order. */
export const sentencesOf = ({ message, menu, closing }: Forecast['spoken'][number]): string[] => [
  message,
  message,
  ...(menu ? [menu.prompt, menu.no_input] : [closing]),
]

export function speak(sentences: readonly string[], language: string, onEnd: () => void): void {
  speechSynthesis.cancel()
  for (const [i, sentence] of sentences.entries()) {
    const words = new SpeechSynthesisUtterance(sentence)
    words.lang = language
    if (i === sentences.length - 1) words.addEventListener('end', onEnd)
    speechSynthesis.speak(words)
  }
}
