import { positionOf } from '../../src/wire/display.ts'
import { useWords } from '../i18n/words.ts'
import type { Attempt, Course } from '../live/fold.ts'
import { Clock } from '../parts/clock.tsx'
import { lookOf, StatusMark } from '../parts/outcome.tsx'

/** Where it is at this moment: who is being called, how far that is, and for how long it has been so. */
export function Now({ course }: { course: Course }) {
  const words = useWords()
  const attempt = course.attempts.at(-1)
  if (course.status !== 'running' || !attempt) return <StatusMark status={course.status} large />
  const { icon: Icon, text, color } = lookOf(attempt, words)
  return (
    <p className={`flex min-w-0 flex-wrap items-center gap-x-2.5 ${color}`}>
      <span className="relative inline-flex">
        {attempt.phase === 'ringing' && (
          <span aria-hidden className="ringing-halo absolute inset-0 rounded-full border-2 border-current" />
        )}
        <Icon aria-hidden className="size-6" />
      </span>
      <span className="text-xl font-bold">{text}</span>
      <span role="timer" className="text-xl font-bold tabular-nums">
        <Clock since={sinceOf(attempt)} />
      </span>
      <span className="min-w-0 basis-full text-base font-medium text-ink wrap-anywhere">
        {words.role(positionOf(attempt.role))} {attempt.name} · {words.round(attempt.round)}
      </span>
    </p>
  )
}

const sinceOf = ({ answeredAt, ringingAt, queuedAt, startedAt }: Attempt) =>
  answeredAt ?? ringingAt ?? queuedAt ?? startedAt
