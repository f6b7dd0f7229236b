import type { Escalation, NewEscalation } from '../../src/wire/escalation.ts'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { language } from '../i18n/words.ts'
import { live } from '../live/live.ts'
import { Refused, request } from '../session/request.ts'
import { scriptOf, type Setup } from './setup.ts'

/** Prepares the phones, then pages. Throws `Refused`, whose fields are those of the page request. */
export async function start(setup: Setup): Promise<Escalation> {
  await Promise.all(setup.people.map(prepare))
  const body: Partial<NewEscalation> = {
    message: setup.message,
    contacts: setup.people.map(({ name, phone }) => ({ name, phone })),
    rounds: setup.rounds,
    ring_timeout_seconds: setup.ringTimeout,
    acknowledge_by: setup.acknowledgeBy,
    language: setup.language,
    drill: true,
  }
  return request<Escalation>('/api/v1/escalations', { method: 'POST', body })
}

/** Time goes fast only while something runs. */
export async function setSpeed(speed: number): Promise<void> {
  const body = { speed }
  const state = await request<SimulatorState>('/api/v1/simulator/speed', { method: 'PUT', body })
  live.timeIs(Date.parse(state.now), state.speed)
}

async function prepare(person: Setup['people'][number], index: number): Promise<void> {
  const target = `/api/v1/simulator/phones/${encodeURIComponent(person.phone || ' ')}/script`
  try {
    await request(target, { method: 'PUT', body: scriptOf(person) })
  } catch (error) {
    throw error instanceof Refused ? inForm(error, index) : error
  }
}

/** A wrong number stands in the address there; in the form it is a field of this person. */
function inForm({ problem }: Refused, index: number): Refused {
  const errors = problem.errors?.map((each) =>
    each.field === 'number' ? { ...each, field: `contacts.${index}.phone`, example: '010-0000-1001' } : each,
  )
  return new Refused({ ...problem, ...(errors && { errors }) })
}

/** What is wrong with each field, by its path in the page request. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Refused)) return {}
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ field, problem, problem_ko: inKorean = problem, example }) => {
      const said = language() === 'ko' ? inKorean : problem
      return [
        field,
        typeof example === 'string' || typeof example === 'number' ? `${said} (${example})` : said,
      ]
    }),
  )
}
