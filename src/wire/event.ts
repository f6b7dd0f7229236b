import { z } from 'zod'

const Miss = z.enum(['no-answer', 'busy', 'failed', 'machine', 'no-key', 'canceled', 'timeout'])
const WithoutCallbacks = z.enum(['no-public-url', 'refused', 'silent'])

/** One thing that happened. `id` grows; give it back as `Last-Event-ID` to go on after it. */
export const EscalationEvent = z
  .object({
    id: z.int(),
    type: z.enum([
      'escalation_started',
      'callbacks_unavailable',
      'call_deferred',
      'call_priced',
      'call_start',
      'call_initiated',
      'call_ringing',
      'call_answered',
      'call_answered_by',
      'call_key_pressed',
      'call_passed_on',
      'call_hang_up',
      'call_ended',
      'call_error',
      'call_failed',
      'call_acknowledged',
      'sms_sent',
      'sms_failed',
      'escalation_complete',
      'escalation_failed',
      'escalation_cancelled',
      'escalation_resolved',
    ]),
    escalation_id: z.string(),
    timestamp: z.iso.datetime({ offset: true }),
    attempt: z.int().optional(),
    round: z.int().optional(),
    role: z.string().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    call_id: z.string().optional(),
    status: z.enum(['completed', 'busy', 'failed', 'no-answer', 'canceled']).optional(),
    reason: z.union([Miss, WithoutCallbacks, z.string()]).nullable().optional().meta({
      description: 'Why it failed or was hung up; for escalation_cancelled, the words of who cancelled it.',
    }),
    retry_at: z.iso.datetime({ offset: true }).optional(),
    cost: z.object({ amount: z.number(), currency: z.string() }).optional(),
    duration: z.number().nullable().optional().meta({ description: 'Seconds that the call was up.' }),
    total_attempts: z.int().optional(),
    answered_by: z.enum(['human', 'machine', 'fax', 'unknown']).optional(),
    acknowledged_by: z.string().optional(),
    via: z.enum(['call', 'page', 'sms', 'api']).optional(),
    evidence: z.enum(['answer', 'human', 'keypress']).optional(),
    key: z.string().optional(),
    by: z.string().optional(),
    message_id: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    hint: z.object({ ko: z.string(), en: z.string() }).optional(),
  })
  .meta({ id: 'Event' })
export type EscalationEvent = z.infer<typeof EscalationEvent>

export const EventList = z.object({ events: z.array(EscalationEvent) }).meta({ id: 'EventList' })
