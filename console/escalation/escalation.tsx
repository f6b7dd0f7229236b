import { Download, Link as LinkIcon, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Escalation as Known } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { Actions } from '../board/actions.tsx'
import { Now } from '../board/now.tsx'
import { Drill } from '../board/running-card.tsx'
import { useWords } from '../i18n/words.ts'
import { Ladder } from '../ladder/ladder.tsx'
import { endedBy, type Course } from '../live/fold.ts'
import { useCourse, useEscalation, useEvents } from '../live/live.ts'
import { lengthText } from '../live/length.ts'
import { dateText, useZone } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Clock } from '../parts/clock.tsx'
import { copy } from '../parts/copy.ts'
import { Failure, Loading, Message, problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { request } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { Calls } from './calls.tsx'
import { Log } from './log.tsx'
import { isNone, NoEscalation } from './no-escalation.tsx'
import { Timeline } from './timeline.tsx'

export function Escalation() {
  const { id = '' } = useParams()
  const words = useWords()
  const known = useEscalation(id)
  const events = useEvents(id)
  const course = useCourse(id)
  const error = known.error ?? events.error
  if (isNone(error)) return <NotFound />
  if (error)
    return <Failure error={error} retry={() => void Promise.all([known.refetch(), events.refetch()])} />
  if (!known.data || !events.data || !course)
    return (
      <>
        <Title text={words.escalation.title} />
        <Loading />
      </>
    )
  return <Shown known={known.data} events={events.data} course={course} />
}

function NotFound() {
  const words = useWords()
  return (
    <>
      <Title text={words.escalation.title} />
      <NoEscalation />
    </>
  )
}

type ShownProps = { known: Known; events: EscalationEvent[]; course: Course }

function Shown({ known, events, course }: ShownProps) {
  const words = useWords()
  return (
    <>
      <Title text={words.escalation.title} tools={<Tools id={known.id} />} />
      <div className="grid grid-cols-1 gap-x-8 gap-y-7 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.25fr)] print:block print:space-y-6">
        <div className="flex min-w-0 flex-col gap-6">
          <section className="flex flex-col gap-4 rounded-lg border border-line bg-panel p-4 sm:p-5">
            <div className="flex flex-wrap items-start justify-between gap-2">
              <Now course={course} />
              {known.drill && <Drill />}
            </div>
            <p className="text-lg leading-snug font-semibold">
              <Message text={known.message} language={known.language} />
            </p>
            <Ladder plan={known.plan} course={course} />
            <Actions id={known.id} course={course} last={known.plan.length} />
          </section>
          <Facts known={known} course={course} />
        </div>
        <div className="flex min-w-0 flex-col gap-7 print:mt-6">
          <Part title={words.escalation.log}>
            <Log events={events} />
          </Part>
          <Part title={words.escalation.timeline}>
            <Timeline course={course} />
          </Part>
          <Part title={words.escalation.calls}>
            <Calls id={known.id} course={course} provider={known.provider} />
          </Part>
        </div>
      </div>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Facts({ known, course }: { known: Known; course: Course }) {
  const words = useWords()
  useZone()
  const { escalation: named, facts: common } = words
  const started = course.startedAt ?? Date.parse(known.created_at)
  const facts: [string, ReactNode][] = [
    [named.started, dateText(started, words.language)],
    [named.ended, course.endedAt === null ? null : dateText(course.endedAt, words.language)],
    [
      common.elapsed,
      course.endedAt === null ? (
        <Clock key="elapsed" since={started} />
      ) : (
        lengthText(course.endedAt - started, words.language)
      ),
    ],
    [common.takenBy, course.status === 'acknowledged' ? takenBy(course, words) : null],
    [words.status.cancelled, course.status === 'cancelled' ? endedBy(course) : null],
    [common.needs, words.evidence[known.acknowledge_by]],
    [common.rounds, String(known.rounds)],
    [common.ringTimeout, lengthText(known.ring_timeout_seconds * 1000, words.language)],
    [common.spokenIn, words.simulator.languages[known.language]],
  ]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 px-1">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="min-w-0 break-words tabular-nums">{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** A program that says nothing of itself is called by its way. */
function takenBy({ by, via }: Course, words: ReturnType<typeof useWords>): string {
  const way = via ? words.via[via] : ''
  return by === way ? way : words.escalation.takenBy(by ?? '', way)
}

function Tools({ id }: { id: string }) {
  const words = useWords()
  const share = () =>
    void copy(location.href).then((done) =>
      done ? say(words.escalation.shared) : say(words.escalation.shareFailed, { tone: 'error' }),
    )
  const save = () =>
    void saveAsJson(id).catch((error: unknown) => say(problemText(error, words), { tone: 'error' }))
  return (
    <div className="no-print flex flex-wrap gap-2">
      <Button icon={<LinkIcon aria-hidden className="size-4.5" />} onClick={share}>
        {words.escalation.share}
      </Button>
      <Button icon={<Printer aria-hidden className="size-4.5" />} onClick={() => print()}>
        {words.escalation.print}
      </Button>
      <Button icon={<Download aria-hidden className="size-4.5" />} onClick={save}>
        {words.escalation.export}
      </Button>
    </div>
  )
}

/** As the server has it at this moment. */
async function saveAsJson(id: string): Promise<void> {
  const target = `/api/v1/escalations/${id}`
  const [escalation, { events }] = await Promise.all([
    request<Known>(target),
    request<{ events: EscalationEvent[] }>(`${target}/events`),
  ])
  const json = JSON.stringify({ escalation, events }, null, 2)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
  link.download = `${id}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
