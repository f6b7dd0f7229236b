import { useEffect, useRef } from 'react'
import { useWords } from '../i18n/words.ts'
import { say } from '../parts/toasts.tsx'
import { refusedText } from './refused.ts'

/** Not behind the header or the menu. */
const CENTRE: ScrollIntoViewOptions = { block: 'center' }

/** Brings what is wrong with a form into sight; in passing is said only what stands nowhere in it. */
export function useWrong(failure: unknown) {
  const words = useWords()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (!failure) return
    const place = form.current?.querySelector('[aria-invalid=true], [role=alert]')
    if (place) place.scrollIntoView(CENTRE)
    else say(refusedText(failure, words), { tone: 'error' })
    // oxlint-disable-next-line react/exhaustive-deps -- a failure is said once, also when the language changes
  }, [failure])
  return form
}
