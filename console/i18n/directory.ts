import { useMemo } from 'react'
import { directoryEn } from './directory-en.ts'
import { directoryKo, type DirectoryWords } from './directory-ko.ts'
import type { Words as EveryWord } from './ko.ts'
import { useWords as useEveryWord } from './words.ts'

export type Words = EveryWord & { directory: DirectoryWords }

const DIRECTORY: Record<EveryWord['language'], DirectoryWords> = { ko: directoryKo, en: directoryEn }

/** With the words of the pages on which people, groups and policies are set up: they are loaded with these pages. */
export function useWords(): Words {
  const words = useEveryWord()
  return useMemo(() => ({ ...words, directory: DIRECTORY[words.language] }), [words])
}
