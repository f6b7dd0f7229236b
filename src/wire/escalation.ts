import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'
import { id } from './contact.ts'
import { AcknowledgeBy, rules, waysToSay, whom } from './ladder.ts'

const Urgency = z.enum(['high', 'low']).meta({
  description: 'Where calls have to wait for each other, those of high urgency go first.',
  example: 'high',
})

export const message = z.string().max(LIMITS.messageCharacters).meta({
  example: '결제 API 응답 없음',
  description: 'Spoken twice. When empty, a sentence that says so is spoken.',
})

export const NewEscalation = z
  .strictObject({
    message,
    ...whom,
    policy_id: id('pol').optional(),
    rounds: rules.rounds.optional(),
    ring_timeout_seconds: rules.ring_timeout_seconds.optional(),
    acknowledge_by: rules.acknowledge_by.optional(),
    language: rules.language.optional(),
    drill: z.boolean().default(false).meta({ example: false }),
    urgency: Urgency.default('high'),
  })
  .refine((body) => waysToSay(body.contacts, body.group_id, body.policy_id) === 1, {
    error: 'say who to ring: either contacts, group_id or policy_id',
    params: { ko: '누구에게 전화할지 정하세요: 담당자, 담당자 그룹, 정책 가운데 하나입니다.' },
    path: ['contacts'],
  })
  .meta({ id: 'NewEscalation' })
export type NewEscalation = z.infer<typeof NewEscalation>

export const time = z.iso.datetime({ offset: true })
export const Outcome = z.enum([
  'acknowledged',
  'no-answer',
  'busy',
  'failed',
  'machine',
  'no-key',
  'canceled',
  'timeout',
])
const rung = {
  number: z.int(),
  round: z.int(),
  role: z.string().meta({ example: 'primary' }),
  name: z.string(),
  phone: z.string().meta({ example: '+821000000001' }),
  contact_id: z.string().nullable(),
}

/** What the provider charged; null until it has said so. */
const Cost = z
  .object({ amount: z.number().meta({ example: 0.0524 }), currency: z.string().meta({ example: 'USD' }) })
  .meta({ id: 'Cost' })

/** Trying to reach one person once. `outcome` is null while it goes on; `duration` is in seconds. */
const Attempt = z
  .object({
    ...rung,
    call_id: z.string().nullable(),
    call_status: z.enum(['placing', 'unknown', 'queued', 'ringing', 'in-progress', 'ended', 'refused']),
    outcome: Outcome.nullable(),
    answered_by: z.enum(['human', 'machine', 'fax', 'unknown']).nullable(),
    started_at: time,
    answered_at: time.nullable(),
    ended_at: time.nullable(),
    duration: z.number().nullable(),
    cost: Cost.nullable(),
  })
  .meta({ id: 'Attempt' })

export const EscalationStatus = z.enum(['running', 'acknowledged', 'exhausted', 'cancelled', 'resolved'])

export const Escalation = z
  .object({
    id: z.string(),
    status: EscalationStatus,
    drill: z.boolean(),
    urgency: Urgency,
    message: z.string(),
    language: rules.language,
    acknowledge_by: AcknowledgeBy,
    rounds: z.int(),
    ring_timeout_seconds: z.int(),
    provider: z.string().nullable().meta({
      example: 'simulated',
      description:
        'Who places the calls; `simulated`: no real phone rings. Null for those of an earlier version.',
    }),
    plan: z
      .array(z.object(rung))
      .meta({ description: 'Whom it rings, in order, until somebody acknowledges.' }),
    attempts: z.array(Attempt),
    callbacks: z.enum(['working', 'no-public-url', 'refused', 'silent']).meta({
      description:
        "Whether the provider's callbacks arrive, or why what becomes of calls is learnt by asking: there is no PUBLIC_URL; the provider refuses it; nothing comes.",
    }),
    cost: Cost.nullable().meta({
      description: 'What the provider has charged so far, for all calls together.',
    }),
    acknowledged_by: z
      .object({
        name: z.string(),
        via: z.enum(['call', 'page', 'sms', 'api']),
        evidence: z.enum(['answer', 'human', 'keypress']).nullable(),
      })
      .nullable(),
    incident_id: z.string().nullable(),
    policy: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'The policy that it follows, as it was called then.' }),
    follows: z.string().nullable().meta({
      description: 'The exhausted escalation whose policy said that this one follows it.',
    }),
    created_at: time,
    ended_at: time.nullable(),
  })
  .meta({ id: 'Escalation' })
export type Escalation = z.infer<typeof Escalation>

export const EscalationPage = z
  .object({
    escalations: z.array(Escalation),
    next_cursor: z.string().nullable().meta({
      description: 'Null on the last page. A page may be short, or empty, and not be the last.',
    }),
  })
  .meta({ id: 'EscalationPage' })

export const Acknowledge = z
  .strictObject({
    by: z.string().trim().min(1).max(LIMITS.nameCharacters).default('API').meta({ example: '이영희' }),
  })
  .meta({ id: 'Acknowledge' })

export const Cancel = z
  .strictObject({
    by: Acknowledge.shape.by,
    reason: z.string().max(500).nullable().default(null).meta({ example: '훈련 종료' }),
  })
  .meta({ id: 'Cancel' })
