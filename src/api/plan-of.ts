import type { Policy } from '../domain/directory.ts'
import { templateProblem } from '../domain/message-template.ts'
import { DEFAULTS, type Plan } from '../domain/plan.ts'
import { peopleOf, planOfPolicy } from '../engine/plan-of-policy.ts'
import type { Database } from '../store/database.ts'
import { loadEntry, type Entry } from '../store/directory.ts'
import type { NewEscalation } from '../wire/escalation.ts'
import { fieldOf, mustRing, whomOf } from './people.ts'
import { fieldProblem } from './problem.ts'
import type { House } from './routes.ts'

/** A page's own words win over the policy's, the policy's over the defaults. Throws a 422 that names the field. */
export async function planOf(db: Database['read'], body: NewEscalation, house: House): Promise<Plan> {
  const plan = await intendedPlan(db, body, house)
  requireKeys(plan, house.callbacks)
  return plan
}

/** As `planOf`, whether or not a key could be received. */
export async function intendedPlan(db: Database['read'], body: NewEscalation, house: House): Promise<Plan> {
  const { message, drill, urgency } = body
  const occasion = { message, drill, urgency, provider: house.provider }
  const base =
    body.policy_id === undefined
      ? { ...DEFAULTS, ...occasion, people: await peopleIn(db, body) }
      : mustRing(await planOfPolicy(db, await mustLoadPolicy(db, body.policy_id), occasion), 'policy_id')
  return {
    ...base,
    rounds: body.rounds ?? base.rounds,
    ringTimeoutSeconds: body.ring_timeout_seconds ?? base.ringTimeoutSeconds,
    acknowledgeBy: body.acknowledge_by ?? base.acknowledgeBy,
    language: body.language ?? base.language,
  }
}

async function peopleIn(db: Database['read'], body: NewEscalation): Promise<Plan['people']> {
  const whom = whomOf(body)
  return mustRing(await peopleOf(db, whom), fieldOf(whom))
}

export async function mustLoadPolicy(db: Database['read'], id: string): Promise<Entry<'policies'>> {
  const policy = await loadEntry(db, 'policies', id)
  if (!policy) throw fieldProblem('policy_id', 'there is no such policy')
  return policy
}

/** The template, if it can be spoken. Throws a 422. */
export function checkedTemplate(template: string): string {
  const wrong = templateProblem(template)
  if (wrong === null) return template
  const problem =
    wrong.why === 'no-message'
      ? 'must hold {메시지} or {message}'
      : `{${wrong.place}} is not known; {이름} or {name} and {메시지} or {message} are`
  throw fieldProblem('message_template', problem, '{이름} 담당자님, {메시지}', {
    code: wrong.why,
    ...(wrong.why === 'unknown-place' && { values: { place: wrong.place } }),
  })
}

/** A key can only be received where the provider reaches us: better to say so now than to ring in vain. */
export function requireKeys({ acknowledgeBy }: Pick<Policy, 'acknowledgeBy'>, callbacks: boolean): void {
  if (acknowledgeBy === 'keypress' && !callbacks)
    throw fieldProblem(
      'acknowledge_by',
      'no key can be received, because the provider cannot reach this server: set PUBLIC_URL, or ask for less',
      'human',
      { code: 'no-keys' },
    )
}
