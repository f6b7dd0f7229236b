import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import type { Escalation } from '../../src/wire/escalation.ts'
import { request } from '../session/request.ts'

export type Page = { escalations: Escalation[]; next_cursor: string | null }
type Pages = InfiniteData<Page, string | null>

const keyOf = (query: string) => ['history', query]

/**
 * What was found, page by page. It stays as it was loaded, whatever happens meanwhile: no row moves
 * under the reader's finger. `useNews` says what is missing.
 */
export const useHistory = (query: string) =>
  useInfiniteQuery({
    queryKey: keyOf(query),
    queryFn: ({ pageParam, signal }) => pageAfter(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
  })

/** A page may be empty and not the last one: what is searched for may lie further back. */
async function pageAfter(query: string, cursor: string | null, signal: AbortSignal): Promise<Page> {
  for (let from = cursor; ;) {
    const more = from === null ? '' : `&cursor=${encodeURIComponent(from)}`
    const page = await request<Page>(`/api/v1/escalations?${query}${more}`)
    if (page.escalations.length > 0 || page.next_cursor === null) return page
    signal.throwIfAborted()
    from = page.next_cursor
  }
}

/**
 * The newest page again whenever an escalation begins or ends: how many rows of it are not among
 * `shown`, or no longer are, and how the others are now. `show` puts it in the place of all that was
 * loaded.
 */
export function useNews(query: string, first: Page, shown: readonly Escalation[]) {
  const queries = useQueryClient()
  const { data: newest } = useQuery({
    queryKey: ['escalations', 'newest', query],
    queryFn: ({ signal }) => pageAfter(query, null, signal),
    initialData: first,
  })
  const known = new Set(shown.map(({ id }) => id))
  const latest = new Map(newest.escalations.map((escalation) => [escalation.id, escalation]))
  const oldest = newest.next_cursor === null ? '' : (newest.escalations.at(-1)?.created_at ?? '')
  // It ran, and was searched for because it ran.
  const left = shown.filter(
    ({ id, status, created_at: at }) => status === 'running' && at > oldest && !latest.has(id),
  )
  return {
    count: newest.escalations.filter(({ id }) => !known.has(id)).length + left.length,
    latest,
    show: () => queries.setQueryData<Pages>(keyOf(query), { pages: [newest], pageParams: [null] }),
  }
}
