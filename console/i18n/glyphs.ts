import { useEffect } from 'react'
import { useWords } from './words.ts'

/**
 * The font comes in pieces, each when one of its letters is first shown. What has to be said when the
 * server is away is loaded while it is there, or `끊김` and `끊기` would be written in another hand.
 */
export function useGlyphs(): void {
  const words = useWords()
  useEffect(() => {
    const { connection, state, actions, phone, outcome } = words
    const said = JSON.stringify([connection, connection.stale(''), state, actions, phone, outcome])
    document.fonts.load("1em 'Pretendard Variable'", said).catch(() => {}) // It is drawn in the device's own.
  }, [words])
}
