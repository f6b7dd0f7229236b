import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { Refused, request } from '../session/request.ts'
import { forgetSession, isNotSignedIn } from '../session/session.ts'
import { LiveConnection, type LiveState } from './connection.ts'
import { courseOf, merged, type Course } from './fold.ts'

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => isNotSignedIn(error) && forgetSession(queries) }),
  defaultOptions: {
    queries: {
      // The live stream says when something is out of date; nothing is fetched on suspicion.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof Refused) && failures < 20,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
    },
  },
})

/** Five hundred alerts at once are one reason to load the lists again, not five hundred. */
let reloading: ReturnType<typeof setTimeout> | null = null
function listsAreStale(): void {
  reloading ??= setTimeout(() => {
    reloading = null
    void queries.invalidateQueries({ queryKey: ['escalations'] })
  }, 100)
}

export const live = new LiveConnection({
  event(event) {
    const { escalation_id: id } = event
    queries.setQueryData<EscalationEvent[]>(['events', id], (known) => known && merged(known, [event]))
    if (event.type.startsWith('escalation_')) listsAreStale()
  },
  gap: () => void queries.invalidateQueries(),
  refused: (error) => isNotSignedIn(error) && forgetSession(queries),
})

export const useLiveState = (): LiveState => useSyncExternalStore(live.subscribe, live.state)

/** What is fixed when it starts: message, plan, rules. What becomes of it is told by its events. */
export const useEscalation = (id: string) =>
  useQuery({ queryKey: ['escalation', id], queryFn: () => request<Escalation>(`/api/v1/escalations/${id}`) })

export const useEvents = (id: string) =>
  useQuery({
    queryKey: ['events', id],
    queryFn: async () => {
      const { events } = await request<{ events: EscalationEvent[] }>(`/api/v1/escalations/${id}/events`)
      // What came by the stream while this was on its way.
      return merged(events, live.recent(id))
    },
  })

/** The escalation as its events tell it, up to this moment; null while they are loaded. */
export function useCourse(id: string): Course | null {
  const { data } = useEvents(id)
  return useMemo(() => (data ? courseOf(data) : null), [data])
}

type Page = { escalations: Escalation[]; next_cursor: string | null }
export const useEscalations = (query: string) =>
  useQuery({
    queryKey: ['escalations', query],
    queryFn: () => request<Page>(`/api/v1/escalations?${query}`),
  })
