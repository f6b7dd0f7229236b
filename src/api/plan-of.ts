import type { Policy } from '../domain/directory.ts'
import type { Plan } from '../domain/plan.ts'
import type { Database } from '../store/database.ts'
import { loadEntry, type Entry } from '../store/directory.ts'
import type { NewEscalation } from '../wire/escalation.ts'
import { peopleOf, whomOf } from './people.ts'
import { fieldProblem } from './problem.ts'
import type { House } from './routes.ts'

type Occasion = Pick<Plan, 'message' | 'drill' | 'urgency' | 'provider'>

const DEFAULTS = { rounds: 2, ringTimeoutSeconds: 15, acknowledgeBy: 'keypress', language: 'ko' } as const

/** A page's own words win over the policy's, the policy's over the defaults. Throws a 422 that names the field. */
export async function planOf(db: Database['read'], body: NewEscalation, house: House): Promise<Plan> {
  const { message, drill, urgency } = body
  const occasion = { message, drill, urgency, provider: house.provider }
  const base =
    body.policy_id === undefined
      ? { ...DEFAULTS, ...occasion, people: await peopleOf(db, whomOf(body)) }
      : await planOfPolicy(db, await mustLoadPolicy(db, body.policy_id), occasion)
  const plan = {
    ...base,
    rounds: body.rounds ?? base.rounds,
    ringTimeoutSeconds: body.ring_timeout_seconds ?? base.ringTimeoutSeconds,
    acknowledgeBy: body.acknowledge_by ?? base.acknowledgeBy,
    language: body.language ?? base.language,
  }
  requireKeys(plan, house.callbacks)
  return plan
}

/** The policy as an escalation will follow it, with whoever is in it at this moment. */
export async function planOfPolicy(
  db: Database['read'],
  { id, name, document }: Entry<'policies'>,
  occasion: Occasion,
): Promise<Plan> {
  const { rounds, ringTimeoutSeconds, acknowledgeBy, language, messageTemplate, whenExhausted } = document
  return {
    people: await peopleOf(db, document),
    rounds,
    ringTimeoutSeconds,
    acknowledgeBy,
    language,
    ...(messageTemplate !== undefined && { messageTemplate }),
    ...(whenExhausted !== undefined && { whenExhausted }),
    policy: { id, name },
    ...occasion,
  }
}

/** For an escalation that follows an exhausted one: the same occasion, another policy. Null when that is gone. */
export async function planOfNextPolicy(
  db: Database['read'],
  policyId: string,
  { message, drill, urgency, provider }: Plan,
): Promise<Plan | null> {
  const policy = await loadEntry(db, 'policies', policyId)
  const occasion = { message, drill, urgency, ...(provider !== undefined && { provider }) }
  return policy && planOfPolicy(db, policy, occasion)
}

export async function mustLoadPolicy(
  db: Database['read'],
  id: string,
  field = 'policy_id',
): Promise<Entry<'policies'>> {
  const policy = await loadEntry(db, 'policies', id)
  if (!policy)
    throw fieldProblem(field, { ko: '이런 에스컬레이션 정책이 없습니다.', en: 'there is no such policy' })
  return policy
}

/** A key can only be received where the provider reaches us: better to say so now than to ring in vain. */
export function requireKeys({ acknowledgeBy }: Pick<Policy, 'acknowledgeBy'>, callbacks: boolean): void {
  if (acknowledgeBy === 'keypress' && !callbacks)
    throw fieldProblem(
      'acknowledge_by',
      {
        ko: '발신 사업자가 이 서버에 접속할 수 없어 키 입력을 받지 못합니다. PUBLIC_URL을 설정하거나 확인 기준을 낮추세요.',
        en: 'no key can be received, because the provider cannot reach this server: set PUBLIC_URL, or ask for less',
      },
      'human',
    )
}
