import { useMemo } from 'react'
import type { Words } from './ko.ts'
import { pastEn } from './past.en.ts'
import { pastKo } from './past.ko.ts'
import { useWords } from './words.ts'

const PAST = { ko: pastKo, en: pastEn }
export type PastWords = Words & typeof pastKo

/** Every word of the page, and those that only history and statistics need. */
export function usePastWords(): PastWords {
  const words = useWords()
  return useMemo(() => ({ ...words, ...PAST[words.language] }), [words])
}
