import type { Escalation, NewEscalation } from '../../src/wire/escalation.ts'
import type { SimulatorState } from '../../src/wire/simulator.ts'
import { live } from '../live/live.ts'
import { Refused, request } from '../session/request.ts'
import { drillOfSetup, scriptOf, type Setup } from './setup.ts'

/** Prepares the phones, then pages. Throws `Refused`, whose fields are those of the page request. */
export async function simulate(setup: Setup): Promise<Escalation> {
  await Promise.all(setup.people.map(prepare))
  return begin(setup, newKey())
}

/** Pages; with the same key a second time it is the same drill, and nobody's phone rings twice. Throws `Refused`. */
export function begin(setup: Setup, key: string): Promise<Escalation> {
  const body: Partial<NewEscalation> = {
    ...drillOfSetup(setup),
    contacts: setup.people.map(({ name, phone }) => ({ name, phone })),
    message: setup.message,
    acknowledge_by: setup.acknowledgeBy,
    language: setup.language,
    drill: true,
  }
  const headers = { 'Idempotency-Key': key }
  return request<Escalation>('/api/v1/escalations', { method: 'POST', body, headers })
}

/** Over plain HTTP the browser has no `randomUUID`. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

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
