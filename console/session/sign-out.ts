import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../i18n/words.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { request } from './request.ts'
import { forgetSession } from './session.ts'

/** Ends the session of this browser. */
export function useSignOut(): () => void {
  const words = useWords()
  const queries = useQueryClient()
  return () =>
    void request('/api/v1/session/sign-out', { method: 'POST' }).then(
      () => forgetSession(queries),
      (error: unknown) => say(problemText(error, words), { tone: 'error' }),
    )
}
