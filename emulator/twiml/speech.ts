import type { Say } from './verbs.ts'

/** How fast a voice speaks: about six Hangul syllables or fourteen Latin characters a second. */
export type Pace = { syllables_per_second: number; characters_per_second: number }

export const usualPace: Pace = { syllables_per_second: 6, characters_per_second: 14 }

export function secondsToSay({ text, rate, breaks }: Say, pace: Pace): number {
  const syllables = text.match(/[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const count = syllables?.length ?? 0
  const others = Array.from(text).length - count
  return (count / pace.syllables_per_second + others / pace.characters_per_second) / rate + breaks
}
