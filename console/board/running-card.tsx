import { FlaskConical } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-router'
import type { Escalation } from '../../src/wire/escalation.ts'
import { useWords } from '../i18n/words.ts'
import { Ladder } from '../ladder/ladder.tsx'
import { useCourse } from '../live/live.ts'
import { spanText, useTimeText } from '../live/time.ts'
import { Message, Loading } from '../parts/states.tsx'
import { Actions } from './actions.tsx'
import { Now } from './now.tsx'

/** One escalation that goes on: what it says, where it is, what can be done. Drawn again when something becomes of it, and not with its neighbours. */
export const RunningCard = memo(function Card({ escalation }: { escalation: Escalation }) {
  const words = useWords()
  const course = useCourse(escalation.id)
  if (!course) return <Loading />
  return (
    <article
      aria-label={escalation.message || words.board.noMessage}
      // Of hundreds that ring, those out of sight are neither laid out nor painted, 60 times a second.
      className="arrives flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-panel p-4 [contain-intrinsic-height:auto_24rem] [content-visibility:auto] sm:p-5"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Now course={course} />
        <p className="flex items-center gap-2 text-sm text-soft">
          {escalation.drill && <Drill />}
          {course.startedAt !== null && (
            <StartedAgo at={course.startedAt} running={course.status === 'running'} />
          )}
        </p>
      </header>
      <p className="text-lg leading-snug font-semibold">
        <Link to={`/escalations/${escalation.id}`} className="hover:underline">
          <Message text={escalation.message} language={escalation.language} clamp />
        </Link>
      </p>
      <Ladder plan={escalation.plan} course={course} />
      <div className="mt-auto">
        <Actions id={escalation.id} course={course} last={escalation.plan.length} />
      </div>
    </article>
  )
})

function StartedAgo({ at, running }: { at: number; running: boolean }) {
  const { board, language } = useWords()
  return useTimeText(running, (now) => board.startedAgo(spanText(now - at, language)))
}

export function Drill() {
  const words = useWords()
  return (
    <span className="inline-flex items-center gap-1 rounded-sm border border-line px-1.5 text-sm whitespace-nowrap text-soft">
      <FlaskConical aria-hidden className="size-3.5" />
      {words.drill}
    </span>
  )
}
