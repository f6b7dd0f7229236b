import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BrowserSession, EndedSessions } from '../../src/wire/access.ts'
import { request } from '../session/request.ts'

const KEY = ['sessions']
const PATH = '/api/v1/sessions'

/** Who signs in elsewhere, or was last here, makes no event: asked again whenever the page is opened. */
export const useSessions = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await request<{ sessions: BrowserSession[] }>(PATH)).sessions,
    staleTime: 0,
  })

/** Signs out one browser by its session's id, or, for `others`, all but this one. */
export function useEndSessions() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (which: { id: string } | 'others') =>
      which === 'others'
        ? request<EndedSessions>(PATH, { method: 'DELETE' })
        : request(`${PATH}/${encodeURIComponent(which.id)}`, { method: 'DELETE' }),
    // A token's list says which browsers it has let in.
    onSettled: () =>
      Promise.all([KEY, ['tokens']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}
