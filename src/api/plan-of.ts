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
  if (!policy)
    throw fieldProblem('policy_id', {
      ko: '이런 에스컬레이션 정책이 없습니다.',
      en: 'there is no such policy',
    })
  return policy
}

/** The template, if it can be spoken. Throws a 422. */
export function checkedTemplate(template: string): string {
  const wrong = templateProblem(template)
  if (wrong === null) return template
  throw fieldProblem('message_template', wrong, '{이름} 담당자님, {메시지}')
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
