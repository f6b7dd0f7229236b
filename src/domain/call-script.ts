import type { Language } from './plan.ts'

/**
 * What a phone says, in order, before any provider's markup. The message is spoken twice; then
 * either the closing sentence, or the menu and, if no key comes, a word that none came.
 */
export type CallScript = {
  language: Language
  message: string
  closing: string
  menu: { prompt: string; noInput: string } | null
}

/** What a phone says after a key was pressed: then it hangs up, or says it all again and listens. */
export type KeyReply = { language: Language; say: string } | { repeat: CallScript; say: string | null }
