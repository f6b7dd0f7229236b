import { useQuery } from '@tanstack/react-query'
import { Link as LinkIcon, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { Words } from '../i18n/ko.ts'
import { useWords } from '../i18n/words.ts'
import { endedBy, type Course } from '../live/fold.ts'
import { lengthText } from '../live/length.ts'
import { Button } from '../parts/button.tsx'
import { copy } from '../parts/copy.ts'
import { isPretended, moneyText } from '../parts/money.ts'
import { StatusMark } from '../parts/outcome.tsx'
import { say } from '../parts/toasts.tsx'
import { AtMost } from './estimate.tsx'
import { forecastOf } from './forecast.ts'
import { drillOf } from './setup.ts'

type Props = { known: Escalation; course: Course; onAgain: () => void }

/** How it came out, in the facts that somebody will ask for. */
export function Result({ known, course, onAgain }: Props) {
  const words = useWords()
  const { facts } = words
  const taken = course.status === 'acknowledged'
  const elapsed = (course.endedAt ?? 0) - (course.startedAt ?? 0)
  return (
    <section aria-label={words.simulator.result} className="arrives">
      <StatusMark status={course.status} large />
      <p className="mt-1 font-semibold">
        {taken && words.simulator.success(course.attempts.length)}
        {course.status === 'exhausted' && words.simulator.failure(course.attempts.length)}
        {course.status === 'cancelled' && endedBy(course)}
      </p>
      <dl className="my-4 grid grid-cols-2 gap-x-4 gap-y-3">
        <Fact name={facts.takenBy} value={taken ? (course.by ?? '') : words.simulator.nobody} />
        <Fact name={facts.evidence} value={evidenceOf(course, words) ?? '–'} />
        <Fact name={facts.attempts} value={String(course.attempts.length)} />
        <Fact name={facts.elapsed} value={lengthText(elapsed, words.language)} />
        <Estimated known={known} />
        <Charged known={known} course={course} />
      </dl>
      <Buttons id={known.id} onAgain={onAgain} />
    </section>
  )
}

/** What the acknowledgement stands on: what the call showed, or where it was given without one. */
function evidenceOf({ status, via, attempts }: Course, words: Words): string | null {
  if (status !== 'acknowledged' || !via) return null
  const { evidence } = attempts.find(({ outcome }) => outcome === 'acknowledged') ?? {}
  return via === 'call' && evidence ? words.evidence[evidence] : words.via[via]
}

/** What was known before it began. */
function Estimated({ known }: { known: Escalation }) {
  const { cost } = useWords()
  const { data: forecast } = useQuery(forecastOf(drillOf(known)))
  const note = isPretended(known.provider) ? cost.ifReal : undefined
  return <Fact name={cost.estimate} value={forecast ? <AtMost forecast={forecast} /> : '–'} note={note} />
}

/** What it has cost in truth. */
function Charged({ known, course }: Omit<Props, 'onAgain'>) {
  const { cost, language } = useWords()
  const answered = course.attempts.filter(({ answeredAt }) => answeredAt !== null)
  const charged = answered.flatMap((attempt) => attempt.cost ?? [])
  const open = answered.length - charged.length
  const [first] = charged
  if (isPretended(known.provider))
    return <Fact name={cost.actual} value={cost.nothing} note={cost.simulated} />
  if (answered.length === 0)
    return <Fact name={cost.actual} value={cost.nothing} note={cost.nobodyAnswered} />
  if (!first) return <Fact name={cost.actual} value={cost.notYet} note={cost.open(open)} />
  const millionths = charged.reduce((sum, { amount }) => sum + Math.round(amount * 1e6), 0)
  const price = moneyText({ amount: millionths / 1e6, currency: first.currency }, language)
  return <Fact name={cost.actual} value={price} note={open > 0 ? cost.open(open) : cost.charged} />
}

function Buttons({ id, onAgain }: { id: string; onAgain: () => void }) {
  const words = useWords()
  const link = new URL(`/escalations/${id}`, location.href).href
  const share = () =>
    void copy(link).then((done) =>
      done ? say(words.escalation.shared) : say(words.escalation.shareFailed, { tone: 'error' }),
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button tone="primary" icon={<RotateCcw aria-hidden className="size-4.5" />} onClick={onAgain}>
        {words.simulator.again}
      </Button>
      <Button icon={<LinkIcon aria-hidden className="size-4.5" />} onClick={share}>
        {words.escalation.share}
      </Button>
      <Link
        to={`/escalations/${id}`}
        className="inline-flex min-h-11 items-center px-2 font-medium text-link underline"
      >
        {words.simulator.openLog}
      </Link>
    </div>
  )
}

function Fact({ name, value, note }: { name: string; value: ReactNode; note?: string | undefined }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="text-lg leading-snug font-bold break-words tabular-nums">
        {value}
        {note !== undefined && <span className="block text-sm font-normal text-soft">{note}</span>}
      </dd>
    </div>
  )
}
