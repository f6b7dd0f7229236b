import { useMemo, useState, type ReactNode } from 'react'
import { formatPhone } from '../../src/wire/display.ts'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { Actions } from '../board/actions.tsx'
import { Now } from '../board/now.tsx'
import { Log } from '../escalation/log.tsx'
import { useWords } from '../i18n/words.ts'
import { Ladder } from '../ladder/ladder.tsx'
import type { Course } from '../live/fold.ts'
import { LendDialog } from './lend.tsx'
import { actOn, PhoneView } from './phone.tsx'
import { usePhones, type Phones } from './phones.ts'
import { Pipeline } from './pipeline.tsx'
import { Result } from './result.tsx'

type Props = {
  known: Escalation
  events: EscalationEvent[]
  course: Course
  onAgain: () => void
}

/** A run whose phones are those of the page. */
export function SimulatedStage({ sound, ...run }: Props & { sound: boolean }) {
  const { known, course } = run
  const numbers = useMemo(() => new Set(known.plan.map(({ phone }) => phone)), [known])
  const calls = useMemo(() => new Set(course.attempts.map(({ callId }) => callId ?? '')), [course])
  const phones = usePhones('/api/v1/simulator/events', known.created_at, { numbers, calls })
  return (
    <Stage {...run} phones={phones}>
      <PhoneRow known={known} phones={phones} sound={sound} />
    </Stage>
  )
}

type StageProps = Props & { phones: Phones | null; children?: ReactNode }

/** A run: its phones if they are ours, the steps, the log, and how it came out. On a phone one under the other. */
export function Stage({ known, events, course, phones, onAgain, children }: StageProps) {
  const words = useWords()
  const running = course.status === 'running'
  const log = (
    <section aria-label={words.escalation.log} className="min-w-0">
      <h2 className="mb-2 text-lg font-semibold">{words.escalation.log}</h2>
      <Log events={events} />
    </section>
  )
  return (
    <div className="grid min-w-0 grid-cols-1 gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] xl:grid-rows-[auto_auto_1fr]">
      <div className="min-w-0 rounded-lg border border-line bg-panel p-4 sm:p-5 xl:col-start-2">
        {running ? <Now course={course} /> : <Result known={known} course={course} onAgain={onAgain} />}
      </div>
      <div className="flex min-w-0 flex-col gap-6 xl:col-start-1 xl:row-span-3 xl:row-start-1">
        {children}
        <Steps known={known} course={course} phones={phones} />
        {!phones && log}
      </div>
      <section
        aria-label={words.board.ladder}
        className="flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-panel p-4 sm:p-5"
      >
        <Ladder plan={known.plan} course={course} />
        {running && <Actions id={known.id} course={course} last={known.plan.length} />}
      </section>
      {phones && log}
    </div>
  )
}

type StepsProps = Pick<Props, 'known' | 'course'> & { phones: Phones | null }

function Steps({ known, course, phones }: StepsProps) {
  const words = useWords()
  return (
    <section aria-label={words.simulator.pipeline}>
      <h2 className="mb-2 flex flex-wrap items-baseline gap-x-3 text-lg font-semibold">
        {words.simulator.pipeline}
        <span className="text-base font-normal text-soft">
          {words.attemptOf(course.attempts.length, known.plan.length)}
        </span>
      </h2>
      {/* Nobody tells us when a real phone has heard the first word. */}
      <Pipeline course={course} {...(phones && { spokenAt: spokenAt(course, phones) })} />
    </section>
  )
}

/** When the phone of the current attempt heard its first words. */
function spokenAt({ attempts }: Course, phones: Phones): number | null {
  const attempt = attempts.at(-1)
  const phone = attempt && phones.of(attempt.phone)
  return phone && phone.sid === attempt.callId ? (phone.heard[0]?.at ?? null) : null
}

/** More phones than these are small while they rest. */
const MOST_IN_FULL = 4

function PhoneRow({ known, phones, sound }: { known: Escalation; phones: Phones; sound: boolean }) {
  const words = useWords()
  const [lent, setLent] = useState<{ name: string; phone: string } | null>(null)
  const people = known.plan.filter(({ round }) => round === 1)
  const many = people.length > MOST_IN_FULL
  return (
    <section
      aria-label={words.simulator.phones}
      className={`grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-3 ${many ? 'items-start' : ''}`}
    >
      {people.map(({ name, phone }) => (
        <PhoneView
          key={phone}
          name={name}
          number={phone}
          shownNumber={formatPhone(phone)}
          phones={phones}
          small={many}
          sound={sound}
          act={actOn(phone)}
          onLend={() => setLent({ name, phone })}
        />
      ))}
      {lent && <LendDialog {...lent} onClose={() => setLent(null)} />}
    </section>
  )
}
