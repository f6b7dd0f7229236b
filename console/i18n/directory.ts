import { directoryEn } from './directory-en.ts'
import { directoryKo, type DirectoryWords } from './directory-ko.ts'
import { en } from './en.ts'
import { ko, type Words as EveryWord } from './ko.ts'
import { useWords as useEveryWord } from './words.ts'

export type Words = EveryWord & { directory: DirectoryWords }

const WORDS: Record<Words['language'], Words> = {
  ko: { ...ko, directory: directoryKo },
  en: { ...en, directory: directoryEn },
}

/** With the words of the pages on which people, groups and policies are set up: they are loaded with these pages. */
export const useWords = (): Words => WORDS[useEveryWord().language]
