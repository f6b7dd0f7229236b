import { useMemo } from 'react'
import { useWords } from '../i18n/words.ts'
import { lengthText } from '../live/length.ts'

/** How numbers are written in the reader's language. */
export function useNumbers() {
  const { language } = useWords()
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language)
    const mean = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
    return {
      count: (n: number) => whole.format(n),
      mean: (n: number) => mean.format(n),
      percent: (part: number) => percent.format(part),
      seconds: (s: number) => lengthText(s * 1000, language),
      shortSeconds: (s: number) => lengthText(s * 1000, language, 'narrow'),
    }
  }, [language])
}

/** A part of a whole that may be nothing. */
export const partOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
