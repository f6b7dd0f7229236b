import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type * as wire from '../../src/wire/access.ts'
import { useOnce } from '../parts/once.ts'
import { request } from '../session/request.ts'

export type Token = wire.Token
export type CreatedToken = z.infer<typeof wire.CreatedToken>
export type SignInLink = z.infer<typeof wire.SignInLink>

const KEY = ['tokens']
const PATH = '/api/v1/tokens'

/** Who used a token last changes without any event: asked again whenever the page is opened. */
export const useTokens = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await request<{ tokens: Token[] }>(PATH)).tokens,
    staleTime: 0,
  })

/** Makes what is shown once, however often it is pressed meanwhile. */
function useMake<T>(make: (name: string) => Promise<T>) {
  const queries = useQueryClient()
  const { data, error, variables, mutateAsync } = useMutation({
    mutationFn: make,
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  // `error` says it.
  return { data, error, name: variables, ...useOnce((name: string) => mutateAsync(name).catch(() => null)) }
}

export const useMakeToken = () =>
  useMake((name) => request<CreatedToken>(PATH, { method: 'POST', body: { name } }))

export const useMakeLink = () =>
  useMake((name) =>
    request<SignInLink>('/api/v1/session/sign-in-links', {
      method: 'POST',
      body: name === '' ? {} : { name },
    }),
  )

export function useRevokeToken() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    // Whoever has just revoked the token behind the own session learns it here.
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}
