import { CircleCheck, CircleX, LoaderCircle, RotateCw, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../src/wire/setup.ts'
import { useWords } from '../i18n/doors.ts'
import { Button } from '../parts/button.tsx'
import { problemText } from '../parts/states.tsx'
import { Refused } from '../session/request.ts'
import type { Findings } from './findings.ts'

const LOOKS = {
  ok: { icon: CircleCheck, color: 'text-taken' },
  warning: { icon: TriangleAlert, color: 'text-ringing' },
  problem: { icon: CircleX, color: 'text-exhausted' },
} as const

/** Everything that can be known without calling anybody: how it stands, and how to mend it. */
export function Checks({ found, over, error, again }: Findings & { again: () => void }) {
  const words = useWords()
  const { setup } = words.doors
  const waiting = !over && error === null
  const count = (status: Finding['status']) => found.filter((each) => each.status === status).length
  return (
    <section aria-labelledby="checks" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id="checks" className="text-lg font-semibold">
            {setup.checks}
          </h2>
          <p role="status" className="text-soft">
            {over && setup.summary(count('problem'), count('warning'))}
            {waiting && setup.checking}
          </p>
        </div>
        <Button
          icon={<RotateCw aria-hidden className="size-4.5" />}
          reason={waiting ? setup.checking : null}
          onClick={again}
        >
          {setup.again}
        </Button>
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {found.map((finding) => (
          <Line key={finding.check} finding={finding} />
        ))}
        {waiting && (
          <li className="py-3 text-soft">
            <LoaderCircle aria-hidden className="size-5 motion-safe:animate-spin" />
          </li>
        )}
      </ul>
      {error !== null && (
        <p role="alert" className="mt-3 font-medium text-exhausted">
          {setup.broken} {error instanceof Refused && problemText(error, words)}
        </p>
      )}
    </section>
  )
}

/** With a letter, and not with a path: CSS would change the first letter of that. */
const BEGINS = /^\p{L}/u

function Line({ finding: { title, status, detail, mend } }: { finding: Finding }) {
  const { doors, language } = useWords()
  const { icon: Icon, color } = LOOKS[status]
  return (
    <li data-status={status} className="flex gap-3 py-3">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${color}`} />
      <div className="min-w-0">
        <p className="font-semibold first-letter:uppercase">
          {title[language]} <span className="sr-only">: {doors.setup.status[status]}</span>
        </p>
        <p
          className={`break-words text-soft ${BEGINS.test(detail[language]) ? 'first-letter:uppercase' : ''}`}
        >
          {detail[language]}
        </p>
        {mend && <p className={`mt-1 font-medium ${color}`}>→ {mend[language]}</p>}
      </div>
    </li>
  )
}
