import { useMemo } from 'react'
import { doors as doorsEn } from './doors-en.ts'
import { doors as doorsKo } from './doors-ko.ts'
import type { Words as EveryWord } from './ko.ts'
import { useWords as useEveryWord } from './words.ts'

export type Words = EveryWord & { doors: typeof doorsKo }

const DOORS: Record<EveryWord['language'], typeof doorsKo> = { ko: doorsKo, en: doorsEn }

/** With the words of access, set-up and the first steps: they are loaded with these pages. */
export function useWords(): Words {
  const words = useEveryWord()
  return useMemo(() => ({ ...words, doors: DOORS[words.language] }), [words])
}
