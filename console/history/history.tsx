import { Download, SearchX } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { usePastWords } from '../i18n/past.ts'
import { useToday } from '../live/days.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { Empty, Failure, Waiting } from '../parts/states.tsx'
import { Refused } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filtersOf, queryOf } from './filters.ts'
import { useHistory } from './pages.ts'
import { Rows } from './rows.tsx'

/** What has been, newest first. What it is filtered by stands in the address, so that it can be shared. */
export function History() {
  const words = usePastWords()
  const [address] = useSearchParams()
  const { zone } = useToday()
  const filters = filtersOf(address)
  const query = queryOf(filters, zone)
  const { error } = useHistory(query)
  return (
    <>
      <Title text={words.history.title} tools={<Exports query={query} />} />
      <FilterBar filters={filters} error={error} />
      <Found key={query} query={query} filtered={Object.keys(filters).length > 0} />
    </>
  )
}

function Found({ query, filtered }: { query: string; filtered: boolean }) {
  const pages = useHistory(query)
  const { data, error } = pages
  const [first] = data?.pages ?? []
  if (error instanceof Refused && error.problem.status === 422) return <NotUnderstood />
  if (error && !first) return <Failure error={error} retry={() => void pages.refetch()} />
  if (!first) return <Waiting {...pages} />
  return <Rows query={query} first={first} empty={filtered ? <Nothing /> : <Never />} />
}

/** Exactly what is filtered, as a file. The browser's own download: it may be larger than its memory. */
function Exports({ query }: { query: string }) {
  const words = usePastWords()
  const { data } = useHistory(query)
  const reason = data?.pages[0]?.escalations.length ? null : words.history.nothingToExport
  return (
    <div className="no-print flex flex-wrap gap-2">
      {(['csv', 'json'] as const).map((format) => {
        const icon = <Download aria-hidden className="size-4.5" />
        const name = format.toUpperCase()
        return reason === null ? (
          <a
            key={format}
            href={`/api/v1/escalations/export?${new URLSearchParams([...new URLSearchParams(query), ['format', format]]).toString()}`}
            download
            aria-label={words.history.export(name)}
            title={words.history.export(name)}
            className={buttonClass('plain')}
          >
            {icon}
            {name}
          </a>
        ) : (
          <Button key={format} icon={icon} reason={reason}>
            {name}
          </Button>
        )
      })}
    </div>
  )
}

function ClearFilters() {
  const words = usePastWords()
  return (
    <Link to="/history" className={buttonClass('primary')}>
      {words.history.clear}
    </Link>
  )
}

function NotUnderstood() {
  const words = usePastWords()
  return (
    <div role="alert">
      <Empty
        icon={<SearchX aria-hidden className="size-7" />}
        title={words.history.notUnderstood}
        action={<ClearFilters />}
      >
        {words.history.notUnderstoodBody}
      </Empty>
    </div>
  )
}

function Nothing() {
  const words = usePastWords()
  return (
    <Empty
      icon={<SearchX aria-hidden className="size-7" />}
      title={words.history.nothing}
      action={<ClearFilters />}
    >
      {words.history.nothingBody}
    </Empty>
  )
}

function Never() {
  const words = usePastWords()
  return (
    <Empty
      title={words.history.never}
      action={
        <Link to="/simulator" className={buttonClass('primary')}>
          {words.board.toSimulator}
        </Link>
      }
    >
      {words.history.neverBody}
    </Empty>
  )
}
