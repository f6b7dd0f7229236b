import { en } from './en.ts'
import { ko } from './ko.ts'
import { pastEn } from './past.en.ts'
import { pastKo } from './past.ko.ts'
import { useWords } from './words.ts'

const WORDS = { ko: { ...ko, ...pastKo }, en: { ...en, ...pastEn } }
export type PastWords = (typeof WORDS)['ko']

/** Every word of the page, and those that only history and statistics need. */
export const usePastWords = (): PastWords => WORDS[useWords().language]
