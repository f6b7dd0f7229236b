import { Link as LinkIcon, RotateCcw } from 'lucide-react'
import { Link } from 'react-router'
import { useWords } from '../i18n/words.ts'
import type { Course } from '../live/fold.ts'
import { Button } from '../parts/button.tsx'
import { copy } from '../parts/copy.ts'
import { StatusMark } from '../parts/outcome.tsx'
import { say } from '../parts/toasts.tsx'

/** How it came out, in the four facts that somebody will ask for. */
export function Result({ id, course, onAgain }: { id: string; course: Course; onAgain: () => void }) {
  const words = useWords()
  const link = new URL(`/escalations/${id}`, location.href).href
  const elapsed = (course.endedAt ?? 0) - (course.startedAt ?? 0)
  const share = () => void copy(link).then((done) => say(done ? words.escalation.shared : link))
  return (
    <section
      aria-label={words.simulator.result}
      className="arrives rounded-lg border border-line bg-panel p-4 sm:p-5"
    >
      <StatusMark status={course.status} large />
      <p className="mt-1 font-semibold">
        {course.status === 'acknowledged' && words.simulator.success(course.attempts.length)}
        {course.status === 'exhausted' && words.simulator.failure(course.attempts.length)}
      </p>
      <dl className="my-4 grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-4">
        <Fact name={words.simulator.attempts} value={String(course.attempts.length)} />
        <Fact
          name={words.simulator.who}
          value={course.status === 'acknowledged' ? (course.by ?? '') : words.simulator.nobody}
        />
        <Fact name={words.simulator.elapsed} value={words.seconds(Math.round(elapsed / 100) / 10)} />
      </dl>
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
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="line-clamp-2 text-xl font-bold break-words tabular-nums">{value}</dd>
    </div>
  )
}
