import { z } from 'zod'
import { id } from './contact.ts'
import { message } from './escalation.ts'
import { messageTemplate, rules, waysToSay, whom } from './ladder.ts'

/** A policy that is kept, or a draft of one. `message` is what an alert might say. */
export const DryRun = z
  .strictObject({
    policy_id: id('pol').optional(),
    ...whom,
    rounds: rules.rounds.optional(),
    ring_timeout_seconds: rules.ring_timeout_seconds.optional(),
    acknowledge_by: rules.acknowledge_by.optional(),
    language: rules.language.optional(),
    message_template: messageTemplate.optional(),
    message: message.default(''),
  })
  .refine((body) => waysToSay(body.contacts, body.group_id, body.policy_id) === 1, {
    error: 'say whose ladder: either contacts, group_id or policy_id',
    params: { ko: '누구에게 전화할지 정하세요: 담당자, 담당자 그룹, 정책 가운데 하나입니다.' },
    path: ['contacts'],
  })
  .meta({ id: 'DryRun' })
export type DryRun = z.infer<typeof DryRun>

export const Price = z
  .object({
    amount: z.number(),
    currency: z.string().meta({ example: 'USD' }),
    won: z.number().nullable().meta({ description: 'Rounded to whole won, at the rate in `rates`.' }),
  })
  .meta({ id: 'Price' })

/** How estimates are made, and how old the numbers are. */
export const Rates = z
  .object({
    provider: z.string(),
    currency: z.string(),
    seen: z.string().meta({ example: '2026-09' }),
    source: z.string(),
    per_minute: z.array(z.object({ prefix: z.string().meta({ example: '+8210' }), ...Price.shape })).meta({
      description: 'Of a begun minute, by the beginning of the number; the longest that fits counts.',
    }),
    won_per_dollar: z.number(),
    won_seen: z.string().meta({ example: '2026-01-15' }),
  })
  .meta({ id: 'Rates' })

export const Forecast = z
  .object({
    attempts: z
      .array(
        z.object({
          number: z.int(),
          round: z.int(),
          role: z.string(),
          name: z.string(),
          phone: z.string(),
          contact_id: z.string().nullable(),
          rings_at_second: z.number(),
          rings_until_second: z.number(),
        }),
      )
      .meta({ description: 'In order, if nobody picks up.' }),
    total_seconds: z.number(),
    spoken: z
      .array(
        z.object({
          role: z.string(),
          name: z.string(),
          contact_id: z.string().nullable(),
          language: rules.language,
          message: z.string().meta({ description: 'Spoken twice.' }),
          menu: z
            .object({ prompt: z.string(), no_input: z.string() })
            .nullable()
            .meta({ description: 'What follows where a key can be pressed, and when none is.' }),
          closing: z.string().meta({ description: 'What follows where there is no menu.' }),
        }),
      )
      .meta({ description: 'What the phone of each person speaks.' }),
    cost_if_nobody_picks_up: Price,
    cost_if_every_call_is_picked_up: Price.nullable().meta({
      description: 'One minute for each attempt. Null when a number has no known rate.',
    }),
    cost_at_most: Price.nullable().meta({
      description:
        'Every call is picked up and lasts as long as one may. Null when a number has no known rate.',
    }),
    assumptions: z.object({
      dialling_seconds: z.number(),
      extra_ring_seconds: z.number(),
      longest_call_seconds: z.number(),
    }),
    rates: Rates,
  })
  .meta({ id: 'Forecast' })
export type Forecast = z.infer<typeof Forecast>
