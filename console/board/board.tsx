import { MoonStar } from 'lucide-react'
import { lazy, memo, Suspense, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import { useWords } from '../i18n/words.ts'
import { useEscalations } from '../live/live.ts'
import { dateText, useServerNow, useZone } from '../live/time.ts'
import { StatusMark } from '../parts/outcome.tsx'
import { Empty, Failure, Loading, Message } from '../parts/states.tsx'
import { Title } from '../shell/title.tsx'
import { Acknowledge } from './actions.tsx'
import { Drill, RunningCard } from './running-card.tsx'

/** Seen by few, once; without a server it is not worth a word. */
const FirstRun = lazy(() =>
  import('../first-run/first-run.tsx').then(
    (loaded) => ({ default: loaded.FirstRun }),
    () => ({ default: ({ otherwise }: { otherwise: ReactNode }) => otherwise }),
  ),
)

/** More than a wall shows at once; the rest is counted, as far as one page of the history goes. */
const MOST_SHOWN = 40
const MOST_COUNTED = 200

/** How long what has just ended stays among what runs, so that whoever watches sees how it came out. */
const LINGERS_MS = 60_000

export function Board() {
  const words = useWords()
  const running = useEscalations(`status=running&limit=${MOST_COUNTED}`)
  // Nobody took it: it stays in sight until somebody does, unless it was only practice.
  const untaken = useEscalations('status=exhausted&drill=false&limit=50')
  const recent = useEscalations('limit=30')
  const all = [running, untaken, recent]
  const error = all.find((query) => query.error)?.error
  return (
    <>
      <Title text={words.board.title} />
      {error ? (
        <Failure error={error} retry={() => void Promise.all(all.map((query) => query.refetch()))} />
      ) : running.data && untaken.data && recent.data ? (
        <Shown
          running={running.data.escalations}
          andMore={running.data.next_cursor !== null}
          untaken={untaken.data.escalations}
          over={recent.data.escalations.filter(({ status }) => status !== 'running')}
        />
      ) : (
        <Loading />
      )}
    </>
  )
}

type Lists = Record<'running' | 'untaken' | 'over', Escalation[]> & { andMore: boolean }

/** Each escalation once: among what runs while it has just ended, then where it belongs. */
function Shown({ running, andMore, untaken, over }: Lists) {
  const now = useServerNow(true, 2_000)
  const justEnded = over.filter(({ ended_at: at }) => at !== null && now - Date.parse(at) < LINGERS_MS)
  const elsewhere = new Set([...running, ...justEnded].map(({ id }) => id))
  const left = untaken.filter(({ id }) => !elsewhere.has(id))
  for (const { id } of left) elsewhere.add(id)
  return (
    <>
      <Running escalations={[...running, ...justEnded]} andMore={andMore} />
      <Untaken escalations={left} />
      <Recent escalations={over.filter(({ id }) => !elsewhere.has(id))} />
    </>
  )
}

function Untaken({ escalations }: { escalations: Escalation[] }) {
  const words = useWords()
  if (escalations.length === 0) return null
  return (
    <section aria-labelledby="untaken" className="mt-9">
      <h2 id="untaken" className="mb-2 text-lg font-semibold text-exhausted">
        {words.board.untaken}
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {escalations.map((escalation) => (
          <li key={escalation.id} className="flex flex-wrap items-center gap-x-4 pb-2 sm:flex-nowrap sm:py-1">
            <RecentRow escalation={escalation} />
            <Acknowledge id={escalation.id} className="grow sm:grow-0" />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Running({ escalations, andMore }: { escalations: Escalation[]; andMore: boolean }) {
  const words = useWords()
  if (escalations.length === 0)
    return (
      <Suspense>
        <FirstRun otherwise={<Quiet />} />
      </Suspense>
    )
  return (
    <section aria-label={words.board.running}>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
        {escalations.slice(0, MOST_SHOWN).map((escalation) => (
          <RunningCard key={escalation.id} escalation={escalation} />
        ))}
      </div>
      {escalations.length > MOST_SHOWN && (
        <p className="mt-3 text-soft">{words.board.more(escalations.length - MOST_SHOWN, andMore)}</p>
      )}
      <Suspense>
        {escalations.every(({ status }) => status !== 'running') && <FirstRun otherwise={null} />}
      </Suspense>
    </section>
  )
}

function Quiet() {
  const words = useWords()
  return (
    <Empty
      icon={<MoonStar aria-hidden className="size-8" />}
      title={words.board.quiet}
      action={
        <Link
          to="/simulator"
          className="inline-flex min-h-11 items-center rounded-md border border-ink bg-ink px-4 font-medium text-ground"
        >
          {words.board.toSimulator}
        </Link>
      }
    >
      {words.board.quietBody}
    </Empty>
  )
}

function Recent({ escalations }: { escalations: Escalation[] }) {
  const words = useWords()
  return (
    <section aria-labelledby="recent" className="mt-9">
      <h2 id="recent" className="mb-2 text-lg font-semibold">
        {words.board.recent}
      </h2>
      {escalations.length === 0 && <p className="text-soft">{words.board.noRecent}</p>}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {escalations.map((escalation) => (
          <li key={escalation.id}>
            <RecentRow escalation={escalation} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const RecentRow = memo(function Row({ escalation }: { escalation: Escalation }) {
  const words = useWords()
  useZone()
  const { id, status, message, language, attempts, created_at, acknowledged_by: by, drill } = escalation
  return (
    <Link
      to={`/escalations/${id}`}
      className="grid grow basis-full grid-cols-1 gap-x-4 gap-y-0.5 px-1 py-3 sm:basis-auto hover:bg-sunken sm:grid-cols-[11rem_1fr_auto] sm:items-center"
    >
      <StatusMark status={status} />
      <span className="line-clamp-2 min-w-0 font-medium">
        <Message text={message} language={language} />
      </span>
      <span className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
        {drill && <Drill />}
        {by && <span className="max-w-48 truncate">{by.name}</span>}
        <span>{words.attempts(attempts.length)}</span>
        <time dateTime={created_at}>{dateText(Date.parse(created_at), words.language)}</time>
      </span>
    </Link>
  )
})
