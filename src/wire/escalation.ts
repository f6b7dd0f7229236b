import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'

const phoneExample = '010-0000-0001'

/** A person to ring. `phone` is what a person would type; it comes back as E.164. */
const Contact = z
  .strictObject({
    name: z.string().trim().min(1).max(LIMITS.nameCharacters).meta({ example: '홍길동' }),
    phone: z.string().max(40).meta({ example: phoneExample }),
  })
  .meta({ id: 'Contact' })

const AcknowledgeBy = z.enum(['answer', 'human', 'keypress']).meta({
  description:
    'What a call must show: somebody or something picked up; it was no machine; a key was pressed.',
  example: 'keypress',
})

const rounds = z.int().min(1).max(LIMITS.rounds).meta({ example: 2 })
const ringTimeout = z
  .int()
  .min(LIMITS.ringTimeoutSeconds.least)
  .max(LIMITS.ringTimeoutSeconds.most)
  .meta({ example: 15 })
const language = z.enum(['ko', 'en']).meta({ example: 'ko' })
const contacts = z
  .array(Contact)
  .min(1)
  .max(LIMITS.people)
  .meta({ example: [{ name: '홍길동', phone: phoneExample }] })

const Urgency = z.enum(['high', 'low']).meta({
  description: 'Where calls have to wait for each other, those of high urgency go first.',
  example: 'high',
})

/** Who is rung, in what order, how often: the part that a policy and an ad-hoc page have in common. */
const Ladder = {
  rounds: rounds.default(2),
  ring_timeout_seconds: ringTimeout.default(15),
  acknowledge_by: AcknowledgeBy.default('keypress'),
  language: language.default('ko'),
}

export const message = z.string().max(LIMITS.messageCharacters).meta({
  example: '결제 API 응답 없음',
  description: 'Spoken twice. When empty, a sentence that says so is spoken.',
})

export const NewEscalation = z
  .strictObject({
    message,
    contacts: contacts.optional(),
    policy_id: z.string().optional().meta({ example: 'pol_…' }),
    rounds: rounds.optional(),
    ring_timeout_seconds: ringTimeout.optional(),
    acknowledge_by: AcknowledgeBy.optional(),
    language: language.optional(),
    drill: z.boolean().default(false).meta({ example: false }),
    urgency: Urgency.default('high'),
  })
  .refine((body) => (body.contacts === undefined) !== (body.policy_id === undefined), {
    error: 'say who to ring: either contacts or policy_id',
    path: ['contacts'],
  })
  .meta({ id: 'NewEscalation' })
export type NewEscalation = z.infer<typeof NewEscalation>

export const NewPolicy = z
  .strictObject({
    name: z.string().trim().min(1).max(LIMITS.nameCharacters).meta({ example: '결제 담당' }),
    contacts,
    ...Ladder,
  })
  .meta({ id: 'NewPolicy' })
export type NewPolicy = z.infer<typeof NewPolicy>

export const Policy = z
  .object({ id: z.string(), ...NewPolicy.shape, created_at: z.string() })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

const time = z.iso.datetime({ offset: true })
const Outcome = z.enum([
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
    language,
    acknowledge_by: AcknowledgeBy,
    rounds: z.int(),
    ring_timeout_seconds: z.int(),
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
    created_at: time,
    ended_at: time.nullable(),
  })
  .meta({ id: 'Escalation' })
export type Escalation = z.infer<typeof Escalation>

export const EscalationPage = z
  .object({ escalations: z.array(Escalation), next_cursor: z.string().nullable() })
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
