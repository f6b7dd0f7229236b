import { ArrowUp } from 'lucide-react'
import { useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { hoursOf } from '../../src/wire/display.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import { usePastWords } from '../i18n/past.ts'
import { dayText, useToday } from '../live/days.ts'
import { Button } from '../parts/button.tsx'
import { loadingText } from '../parts/states.tsx'
import { useHistory, useNews, type Page } from './pages.ts'
import { Row } from './row.tsx'

type Props = { query: string; first: Page; empty: ReactNode }

/** What was found, by day; on a phone each is a card, on a desk a row. */
export function Rows({ query, first, empty }: Props) {
  const { data } = useHistory(query)
  const shown = data?.pages.flatMap(({ escalations }) => escalations) ?? []
  const { count, latest, show } = useNews(query, first, shown)
  const list = useRef<HTMLDivElement>(null)
  const onAsk = useFocusOnMore(list, shown.length)
  const { zone } = useToday()
  return (
    <div ref={list} tabIndex={-1} className="outline-none">
      <News
        count={count}
        onShow={() => {
          show()
          scrollTo({ top: 0 })
          list.current?.focus({ preventScroll: true })
        }}
      />
      {shown.length === 0 ? (
        empty
      ) : (
        <>
          <Table
            key={zone}
            escalations={shown.map((escalation) => latest.get(escalation.id) ?? escalation)}
          />
          <More query={query} count={shown.length} onAsk={onAsk} />
        </>
      )}
    </div>
  )
}

/** Whoever asks for more goes on reading where it begins. */
function useFocusOnMore(list: RefObject<HTMLElement | null>, count: number): () => void {
  const askedAt = useRef<number | null>(null)
  useEffect(() => {
    if (askedAt.current === null || count <= askedAt.current) return
    list.current?.querySelectorAll<HTMLElement>('tbody a')[askedAt.current]?.focus()
    askedAt.current = null
  }, [list, count])
  return () => {
    askedAt.current = count
  }
}

/** Said, and not shown by itself. */
function News({ count, onShow }: { count: number; onShow: () => void }) {
  const words = usePastWords()
  return (
    <div
      role="status"
      className="no-print pointer-events-none sticky top-16 z-20 flex justify-center lg:top-3"
    >
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="arrives pointer-events-auto mb-2 inline-flex min-h-11 items-center gap-2 rounded-full border border-link bg-panel px-4 font-medium text-link shadow-lg hover:bg-sunken"
        >
          <ArrowUp aria-hidden className="size-4.5" />
          {words.history.news(count)}
        </button>
      )}
    </div>
  )
}

function Table({ escalations }: { escalations: readonly Escalation[] }) {
  const words = usePastWords()
  const { zone, today } = useToday()
  const days = useMemo(() => {
    const hourOf = hoursOf(zone)
    return [...Map.groupBy(escalations, ({ created_at: at }) => hourOf(Date.parse(at)).day)]
  }, [escalations, zone])
  const { status, message, who, attempts, took, cost, began } = words.history.columns
  return (
    <table role="table" aria-label={words.history.title} className="block w-full text-left xl:table">
      <thead className="sr-only xl:not-sr-only">
        <tr role="row" className="text-sm text-soft">
          {[status, message, who, attempts, took, cost, began].map((name, i) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              className={`py-1.5 font-medium whitespace-nowrap xl:pr-5 xl:last:pr-1 ${i > 3 ? 'xl:text-right' : 'first:xl:pl-1'}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {days.map(([day, members]) => (
        <tbody key={day} role="rowgroup" className="block xl:table-row-group">
          <tr role="row" className="block xl:table-row">
            <th
              role="rowheader"
              scope="rowgroup"
              colSpan={7}
              className="block px-1 pt-5 pb-1.5 font-semibold xl:table-cell"
            >
              {dayText(day, words.language, today)}
            </th>
          </tr>
          {members.map((escalation) => (
            <Row key={escalation.id} escalation={escalation} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function More({ query, count, onAsk }: { query: string; count: number; onAsk: () => void }) {
  const words = usePastWords()
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPaused, error } = useHistory(query)
  const busy = isPaused ? words.connection.offline : isFetchingNextPage ? words.state.loading : null
  return (
    <div className="mt-6 flex flex-col items-center gap-3">
      {error && (
        <p role="alert" className="text-exhausted">
          {loadingText(error, words)}
        </p>
      )}
      <p role="status" className="text-sm text-soft">
        {hasNextPage ? words.history.shown(count) : words.history.all(count)}
      </p>
      {hasNextPage && (
        <Button
          reason={busy}
          className="min-w-48"
          onClick={() => {
            onAsk()
            void fetchNextPage()
          }}
        >
          {busy ?? words.history.more}
        </Button>
      )}
    </div>
  )
}
