import { useQuery, type QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Session as SessionSchema } from '../../src/wire/access.ts'
import type { Words } from '../i18n/ko.ts'
import { Refused, request } from './request.ts'

type Session = z.infer<typeof SessionSchema>

/** Whoever came by the link that the first start prints has no name: src/api/sign-in.ts. */
export const nameOf = (name: string, words: Words): string =>
  name === 'first start' ? words.firstStart : name

const KEY = ['session']

/** Null: nobody is signed in. */
export const useSession = () => useQuery({ queryKey: KEY, queryFn: whoAmI })

/** Who the browser is now; null when the sign-in left nothing in it. */
export const newSignIn = (queries: QueryClient): Promise<Session | null> =>
  queries.fetchQuery({ queryKey: KEY, queryFn: whoAmI, staleTime: 0 })

/** Signed out here or elsewhere, or its token revoked: the door is shown, and nothing that was seen is kept. */
export function forgetSession(queries: QueryClient): void {
  queries.setQueryData<Session | null>(KEY, null)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] })
}

async function whoAmI(): Promise<Session | null> {
  try {
    return await request<Session>('/api/v1/session')
  } catch (error) {
    if (isNotSignedIn(error)) return null
    throw error
  }
}

export const isNotSignedIn = (error: unknown): boolean =>
  error instanceof Refused && error.problem.status === 401
