import { parsePhone } from '../domain/phone-number.ts'
import { sharedNumber, type Person, type Plan } from '../domain/plan.ts'
import type { Policy } from '../store/policies.ts'
import type { NewEscalation, NewPolicy } from '../wire/escalation.ts'
import { fieldProblem } from './problem.ts'

const PHONE_EXAMPLE = '010-0000-0001'

/** What a person typed as people, as people that can be rung. Throws a 422 that names the field. */
export function peopleOf(
  contacts: readonly { name: string; phone: string; field: string }[],
): Plan['people'] {
  const people = contacts.map(({ name, phone, field }): Person => {
    const e164 = parsePhone(phone)
    if (e164 === null) throw fieldProblem(field, 'is no phone number', PHONE_EXAMPLE)
    return { name, phone: e164 }
  })
  const shared = sharedNumber(people)
  if (shared)
    throw fieldProblem(
      'contacts',
      `${shared.names.join(' and ')} have the same number ${shared.phone}; each must have one of their own`,
    )
  const [first, ...rest] = people
  if (!first) throw fieldProblem('contacts', 'nobody to ring', [{ name: '홍길동', phone: PHONE_EXAMPLE }])
  return [first, ...rest]
}

const named = (contacts: NewPolicy['contacts']) =>
  contacts.map((contact, i) => ({ ...contact, field: `contacts.${i}.phone` }))

export function policyOf(body: NewPolicy): Policy {
  return {
    people: peopleOf(named(body.contacts)),
    rounds: body.rounds,
    ringTimeoutSeconds: body.ring_timeout_seconds,
    acknowledgeBy: body.acknowledge_by,
    language: body.language,
  }
}

const DEFAULTS = { rounds: 2, ringTimeoutSeconds: 15, acknowledgeBy: 'keypress', language: 'ko' } as const

/** A page's own words win over the policy's, the policy's over the defaults. */
export function planOf(body: NewEscalation, policy: Policy | null): Plan {
  const base = policy ?? { ...DEFAULTS, people: peopleOf(named(body.contacts ?? [])) }
  return {
    people: base.people,
    rounds: body.rounds ?? base.rounds,
    ringTimeoutSeconds: body.ring_timeout_seconds ?? base.ringTimeoutSeconds,
    acknowledgeBy: body.acknowledge_by ?? base.acknowledgeBy,
    language: body.language ?? base.language,
    message: body.message,
    drill: body.drill,
    urgency: body.urgency,
  }
}

/** A key can only be received where the provider reaches us: better to say so now than to ring in vain. */
export function requireKeys(plan: Plan, callbacks: boolean): void {
  if (plan.acknowledgeBy === 'keypress' && !callbacks)
    throw fieldProblem(
      'acknowledge_by',
      'no key can be received, because the provider cannot reach this server: set PUBLIC_URL, or ask for less',
      'human',
    )
}
