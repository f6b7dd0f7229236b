import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Finding } from '../../src/wire/setup.ts'
import type { Words } from '../i18n/doors.ts'
import { useWords } from '../i18n/doors.ts'
import { Command } from '../parts/command.tsx'

type Step = keyof Words['doors']['setup']['steps']

/** The way from simulated to real phones, and the checks that show a step to be done. */
const STEPS: readonly { step: Step; shownBy: readonly string[] }[] = [
  { step: 'account', shownBy: ['credentials', 'caller-number'] },
  { step: 'permission', shownBy: ['calls-to-korea'] },
  { step: 'settings', shownBy: ['credentials'] },
  { step: 'address', shownBy: ['public-url', 'public-url-answers'] },
  { step: 'restart', shownBy: ['credentials', 'server'] },
  { step: 'drill', shownBy: [] },
]

export function Guide({ found }: { found: readonly Finding[] }) {
  const words = useWords().doors.setup
  const fine = new Set(found.filter(({ status }) => status === 'ok').map(({ check }) => check))
  const below: Partial<Record<Step, ReactNode>> = {
    settings: <Command text={words.envLines} label=".env" />,
    restart: <Command text="npm start" label="npm start" />,
    drill: <Command text={words.drillCommand} label="nightbell drill" />,
  }
  return (
    <section aria-labelledby="guide">
      <h2 id="guide" className="text-lg font-semibold">
        {words.guide}
      </h2>
      <p className="max-w-prose text-soft">{words.guideLead}</p>
      <ol className="mt-4 flex flex-col">
        {STEPS.map(({ step, shownBy }, i) => (
          <li key={step} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3">
            <Mark
              number={i + 1}
              done={shownBy.length > 0 && shownBy.every((check) => fine.has(check))}
              last={i === STEPS.length - 1}
            />
            <div className={`min-w-0 ${i < STEPS.length - 1 ? 'pb-6' : ''}`}>
              <h3 className="pt-1 font-semibold">{words.steps[step].title}</h3>
              <p className="mb-2.5 max-w-prose">{words.steps[step].body}</p>
              {below[step]}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Mark({ number, done, last }: { number: number; done: boolean; last: boolean }) {
  const words = useWords().doors.setup
  return (
    <div className="flex flex-col items-center gap-1">
      <span
        className={`flex size-9 items-center justify-center rounded-full font-bold ${done ? 'text-taken' : 'border border-edge'}`}
      >
        {done ? <CircleCheck aria-label={words.stepDone} className="size-9" strokeWidth={1.5} /> : number}
      </span>
      {!last && <span aria-hidden className="w-px grow bg-line" />}
    </div>
  )
}
