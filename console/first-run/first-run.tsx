import { useQuery } from '@tanstack/react-query'
import { FlaskConical, PhoneOutgoing, UsersRound, X, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Setup } from '../../src/wire/setup.ts'
import { useWords } from '../i18n/doors.ts'
import { Button } from '../parts/button.tsx'
import { request } from '../session/request.ts'

type Step = 'drill' | 'people' | 'telephony'
type ToDo = { step: Step; to: string; go: 'go' | 'goPolicy' }

/** What is still to be done, as the server knows it at this moment; out of date whenever the lists of escalations are. */
const useToDo = () => useQuery({ queryKey: ['escalations', 'first-run'], queryFn: whatIsToDo, gcTime: 0 })

async function whatIsToDo(): Promise<ToDo[]> {
  const [{ telephony }, { escalations }, { contacts }, { policies }] = await Promise.all([
    request<Setup>('/api/v1/setup'),
    request<{ escalations: unknown[] }>('/api/v1/escalations?drill=true&limit=1'),
    request<{ contacts: unknown[] }>('/api/v1/contacts'),
    request<{ policies: unknown[] }>('/api/v1/policies'),
  ])
  const simulated = telephony === 'simulated'
  const toDo: ToDo[] = []
  if (simulated && escalations.length === 0) toDo.push({ step: 'drill', to: '/simulator', go: 'go' })
  if (contacts.length === 0) toDo.push({ step: 'people', to: '/contacts', go: 'go' })
  else if (policies.length === 0) toDo.push({ step: 'people', to: '/policies', go: 'goPolicy' })
  if (simulated) toDo.push({ step: 'telephony', to: '/setup', go: 'go' })
  return toDo
}

const DISMISSED = 'nightbell.first-run'

/** Where nothing rings now: what a new house still needs. `otherwise` is shown when it needs nothing, or somebody would not hear of it. */
export function FirstRun({ otherwise }: { otherwise: ReactNode }) {
  const { doors, board } = useWords()
  const words = doors.firstRun
  const { data: toDo, isError } = useToDo()
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(DISMISSED) !== null)
  if (dismissed || isError || toDo?.length === 0) return otherwise
  if (!toDo) return null
  return (
    <section
      aria-labelledby="first-run"
      className="mt-4 rounded-lg border border-line bg-panel p-4 first:mt-0 sm:p-6"
    >
      <div className="flex items-center justify-between gap-4">
        <h2 id="first-run" className="text-xl font-bold">
          {words.title}
        </h2>
        <Button
          tone="quiet"
          className="-mr-2 shrink-0"
          icon={<X aria-hidden className="size-4.5" />}
          onClick={() => {
            localStorage.setItem(DISMISSED, new Date().toISOString())
            setDismissed(true)
          }}
        >
          {words.later}
        </Button>
      </div>
      <p className="text-soft">
        {board.quiet}. {words.lead}
      </p>
      <ol className="mt-5 grid grid-cols-1 gap-4 lg:auto-cols-fr lg:grid-flow-col">
        {toDo.map((each, i) => (
          <Card key={each.step} {...each} first={i === 0} />
        ))}
      </ol>
    </section>
  )
}

const ICONS: Record<Step, LucideIcon> = {
  drill: FlaskConical,
  people: UsersRound,
  telephony: PhoneOutgoing,
}

function Card({ step, to, go, first }: ToDo & { first: boolean }) {
  const { firstRun } = useWords().doors
  const words = firstRun.steps[step]
  const label = go === 'goPolicy' ? firstRun.steps.people.goPolicy : words.go
  const Icon = ICONS[step]
  return (
    <li className="flex min-w-0 flex-col gap-1 border-t border-line pt-4 lg:border-t-0 lg:border-l lg:pt-0 lg:pl-5 lg:first:border-l-0 lg:first:pl-0">
      <p className="flex items-center gap-2 text-lg font-semibold">
        <Icon aria-hidden className="size-5 shrink-0" />
        {words.title}
      </p>
      <p className="max-w-prose grow text-soft">{words.body}</p>
      <Link
        to={to}
        className={`mt-2 inline-flex min-h-11 items-center justify-center self-stretch rounded-md border px-4 font-medium sm:self-start ${first ? 'border-ink bg-ink text-ground' : 'border-edge hover:bg-sunken'}`}
      >
        {label}
      </Link>
    </li>
  )
}
