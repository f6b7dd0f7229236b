import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { Refused, request } from '../session/request.ts'
import { forgetSession, isNotSignedIn } from '../session/session.ts'
import { LiveConnection, type LiveState } from './connection.ts'
import { courseOf, merged, withEvent, type Course } from './fold.ts'

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

/** Between two loadings of the lists, so that five hundred alerts at once are one reason to load, and no five hundred. */
const SOON_MS = 100
const AGAIN_MS = 1_000
let reloading = false
let stale = false

/** One loading at a time, to its end: in a storm each would otherwise cut off the one before, and none arrive. */
async function listsAreStale(): Promise<void> {
  stale = true
  if (reloading) return
  reloading = true
  for (let pause = SOON_MS; stale; pause = AGAIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    stale = false
    await queries.invalidateQueries({ queryKey: ['escalations'] })
  }
  reloading = false
}

export const live = new LiveConnection({
  event(event) {
    const { escalation_id: id } = event
    queries.setQueryData<EscalationEvent[]>(['events', id], (known) => known && withEvent(known, event))
    if (event.type.startsWith('escalation_')) void listsAreStale()
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
    // Whatever is compared here would be compared with every event.
    structuralSharing: false,
    queryFn: async () => {
      for (;;) {
        const last = live.last
        const { events } = await request<{ events: EscalationEvent[] }>(`/api/v1/escalations/${id}/events`)
        // What came by the stream while this was on its way.
        const since = live.since(last, id)
        if (since) return merged(events, since)
      }
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
