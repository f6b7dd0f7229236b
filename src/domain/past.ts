import type { Attempt } from './attempt.ts'
import type { Known } from './escalation.ts'
import { personAt } from './plan.ts'
import type { Money } from './rates.ts'

/** An escalation as one looks back at it: what is searched for, and counted. Times are epoch milliseconds. */
export type Past = {
  status: Known['status']
  endedAt: number | null
  policy: { id: string; name: string } | null
  provider: string | null
  attempts: readonly PastAttempt[]
}

export type PastAttempt = {
  name: string
  phone: string
  contactId: string | null
  /** Null while it goes on. */
  outcome: Attempt['outcome']
  answered: boolean
  /** How long the call was up; null when that is not known. */
  durationSeconds: number | null
  /** What the provider booked; null until it does. */
  cost: Money | null
}

export function pastOf(state: Known): Past {
  const { plan } = state
  return {
    status: state.status,
    endedAt: 'at' in state ? state.at : null,
    policy: plan.policy ?? null,
    provider: plan.provider ?? null,
    attempts: state.attempts.map((attempt) => pastAttempt(attempt, state)),
  }
}

function pastAttempt(attempt: Attempt & { cost?: Money | null }, { plan }: Known): PastAttempt {
  const { name, phone, contactId } = personAt(plan, attempt.position)
  const { call } = attempt
  return {
    name,
    phone,
    contactId: contactId ?? null,
    outcome: attempt.outcome,
    answered: attempt.answeredAt !== null,
    durationSeconds: call.status === 'ended' ? call.durationSeconds : null,
    cost: attempt.cost ?? null,
  }
}
