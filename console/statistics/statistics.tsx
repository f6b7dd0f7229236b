import { useQuery } from '@tanstack/react-query'
import { ChartColumn, RefreshCw } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import type { Statistics as Counted } from '../../src/wire/statistics.ts'
import { usePastWords } from '../i18n/past.ts'
import { useToday } from '../live/days.ts'
import { useEscalations } from '../live/live.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { Empty, Failure, Waiting } from '../parts/states.tsx'
import { Refused, request } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { Costs } from './costs.tsx'
import { RangeBar } from './range-bar.tsx'
import { addressOf, queryOf, rangeOf, type Range } from './range.ts'
import { Tiles } from './tiles.tsx'
import { ByDay, ByHour, Reach } from './when.tsx'
import { Outcomes, People, Policies, Providers } from './who.tsx'

/** How often and how fast people were reached, and what it cost. The API counts; this shows. */
export function Statistics() {
  const words = usePastWords()
  const [address] = useSearchParams()
  const { zone, today } = useToday()
  const range = rangeOf(address, today)
  const query = queryOf(range, zone, today)
  const counted = useQuery({
    queryKey: ['statistics', query],
    queryFn: () => request<Counted>(`/api/v1/statistics?${query}`),
  })
  const { data, error } = counted
  const refresh = () => void counted.refetch()
  return (
    <>
      <Title text={words.statistics.title} />
      <RangeBar range={range} today={today} />
      {error instanceof Refused && error.problem.status === 422 ? (
        <WrongRange />
      ) : data ? (
        <>
          {range.until === today && <News statistics={data} busy={counted.isFetching} onRefresh={refresh} />}
          {data.escalations === 0 ? (
            <None range={range} />
          ) : (
            <Shown {...{ statistics: data, range, today }} />
          )}
        </>
      ) : error ? (
        <Failure error={error} retry={refresh} />
      ) : (
        <Waiting {...counted} />
      )}
    </>
  )
}

type Props = { statistics: Counted; range: Range; today: string }

function Shown(props: Props) {
  return (
    <div className="flex flex-col gap-9">
      <Tiles statistics={props.statistics} />
      <ByDay {...props} />
      <div className="grid grid-cols-1 gap-9 xl:grid-cols-2">
        <Reach {...props} />
        <ByHour {...props} />
        <Outcomes {...props} />
        <People {...props} />
        <div className="flex flex-col gap-9">
          <Policies {...props} />
          <Providers {...props} />
        </div>
        <Costs {...props} />
      </div>
    </div>
  )
}

/** Counting again takes the server a moment: it is said that there is more, and done when it is wanted. */
function News({
  statistics,
  busy,
  onRefresh,
}: {
  statistics: Counted
  busy: boolean
  onRefresh: () => void
}) {
  const words = usePastWords()
  const { data } = useEscalations(`limit=50&drill=${statistics.drill}`)
  const until = Date.parse(statistics.until)
  const later = (data?.escalations ?? []).filter(
    ({ created_at: began, ended_at: ended }) => Date.parse(ended ?? began) > until,
  )
  return (
    <div role="status" className="no-print">
      {later.length > 0 && (
        <Button
          className="arrives mb-4"
          icon={<RefreshCw aria-hidden className="size-4.5" />}
          reason={busy ? words.state.loading : null}
          onClick={onRefresh}
        >
          {words.statistics.news(later.length)}
        </Button>
      )}
    </div>
  )
}

function None({ range }: { range: Range }) {
  const words = usePastWords()
  const { none, noDrills, toDrills } = words.statistics
  return (
    <Empty
      icon={<ChartColumn aria-hidden className="size-7" />}
      title={range.drill ? noDrills : none}
      action={
        range.drill ? (
          <Link to="/simulator" className={buttonClass('primary')}>
            {words.board.toSimulator}
          </Link>
        ) : (
          <Link
            to={{ search: addressOf({ ...range, drill: true }).toString() }}
            className={buttonClass('primary')}
          >
            {toDrills}
          </Link>
        )
      }
    >
      {words.statistics.noneBody}
    </Empty>
  )
}

function WrongRange() {
  const words = usePastWords()
  return (
    <div role="alert">
      <Empty
        icon={<ChartColumn aria-hidden className="size-7" />}
        title={words.statistics.wrongRange}
        action={
          <Link to="/statistics" className={buttonClass('primary')}>
            {words.statistics.days(30)}
          </Link>
        }
      />
    </div>
  )
}
