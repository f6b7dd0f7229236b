import { Check, CircleDashed, LoaderCircle, X } from 'lucide-react'
import { useWords } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'
import type { Course } from '../live/fold.ts'
import { sinceText } from '../live/length.ts'
import { lookOf } from '../parts/outcome.tsx'

type Step = { key: keyof Words['steps']; at: number | null }

/** When each step of the current attempt was reached, from the events; `spokenAt` is when its phone first heard us, and undefined where nobody can know. */
function stepsOf(course: Course, spokenAt: number | null | undefined): Step[] {
  const attempt = course.attempts.at(-1)
  return [
    // One commit: what was not valid would have been refused, and the plan is in the answer.
    { key: 'received', at: course.startedAt },
    { key: 'validated', at: course.startedAt },
    { key: 'planned', at: course.startedAt },
    { key: 'dialling', at: attempt?.startedAt ?? null },
    { key: 'queued', at: attempt?.queuedAt ?? null },
    { key: 'ringing', at: attempt?.ringingAt ?? null },
    { key: 'answered', at: attempt?.answeredAt ?? null },
    ...(spokenAt === undefined ? [] : [{ key: 'speaking' as const, at: spokenAt }]),
    { key: 'acknowledged', at: takenAt(course) },
    { key: 'reported', at: course.endedAt },
  ]
}

const takenAt = ({ attempts, status, endedAt }: Course) =>
  attempts.at(-1)?.takenAt ?? (status === 'acknowledged' ? endedAt : null)

type State = 'done' | 'now' | 'missed' | 'ahead'

export function Pipeline({ course, spokenAt }: { course: Course; spokenAt?: number | null }) {
  const words = useWords()
  const steps = stepsOf(course, spokenAt)
  const attempt = course.attempts.at(-1)
  const over = course.status !== 'running' || (attempt?.outcome ?? null) !== null
  const reached = steps.findLastIndex(({ key, at }) => at !== null && key !== 'reported')
  const stateOf = ({ at }: Step, i: number): State => {
    if (at !== null) return i === reached && !over ? 'now' : 'done'
    return i === reached + 1 && over && attempt?.outcome !== 'acknowledged' ? 'missed' : 'ahead'
  }
  return (
    <ol className="grid grid-cols-2 gap-x-3 gap-y-1 sm:grid-cols-[repeat(5,minmax(min-content,1fr))]">
      {steps.map((step, i) => {
        const state = stateOf(step, i)
        return (
          <li
            key={step.key}
            data-step={step.key}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
            className={`flex items-center gap-2 border-t-2 py-2 ${LOOKS[state]}`}
          >
            <Mark state={state} />
            <span className="min-w-0 leading-tight">
              <span className="block text-sm font-medium">{words.steps[step.key]}</span>
              <span className="text-sm tabular-nums">
                {state === 'missed' && attempt ? lookOf(attempt, words).text : sinceStart(step.at, course)}
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

const LOOKS: Record<State, string> = {
  done: 'border-taken text-ink',
  now: 'border-ringing text-ringing',
  missed: 'border-missed text-missed',
  ahead: 'border-line text-soft',
}

function Mark({ state }: { state: State }) {
  const size = 'size-4.5 shrink-0'
  if (state === 'done') return <Check aria-hidden className={`${size} text-taken`} />
  if (state === 'now') return <LoaderCircle aria-hidden className={`${size} motion-safe:animate-spin`} />
  if (state === 'missed') return <X aria-hidden className={size} />
  return <CircleDashed aria-hidden className={size} />
}

const sinceStart = (at: number | null, { startedAt }: Course) =>
  at === null || startedAt === null ? '–' : sinceText(at - startedAt)
