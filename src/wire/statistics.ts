import { z } from 'zod'
import { isZone } from '../domain/zone.ts'
import { Price, Rates } from './dry-run.ts'
import { EscalationStatus, Outcome, time } from './escalation.ts'

export const StatisticsQuery = z.strictObject({
  since: time
    .optional()
    .meta({ example: '2026-11-01T00:00:00+09:00', description: 'Default: 30 days before `until`.' }),
  until: time
    .optional()
    .meta({ example: '2026-12-01T00:00:00+09:00', description: 'Excluded. Default: now.' }),
  drill: z.enum(['true', 'false']).default('false').meta({
    example: 'false',
    description: 'Drills alone, or (the default) the real thing alone: they are never mixed.',
  }),
  zone: z
    .string()
    .max(60)
    .refine(isZone, {
      error: 'is no time zone, for example Asia/Seoul',
      params: { ko: '시간대가 아닙니다. 예: Asia/Seoul' },
    })
    .default('Asia/Seoul')
    .meta({ example: 'Asia/Seoul', description: 'Whose days and hours.' }),
})

const counts = {
  escalations: z.int(),
  acknowledged: z.int(),
  exhausted: z.int(),
  attempts: z.int(),
}

const Reached = z.object({ median: z.number(), p95: z.number() }).nullable().meta({
  description: 'From the start to the acknowledgement. Null: nobody acknowledged.',
})

export const Statistics = z
  .object({
    since: time,
    until: time,
    zone: z.string(),
    drill: z.boolean(),
    escalations: z.int(),
    escalations_by_status: z.record(EscalationStatus, z.int()),
    success_rate: z.number().nullable().meta({
      description: 'Acknowledged, of those that were acknowledged or exhausted. Null: there are none.',
    }),
    mean_attempts: z.number().nullable().meta({ description: 'Of the same ones.' }),
    seconds_to_acknowledge: Reached,
    attempts: z.int(),
    attempts_by_outcome: z.record(z.enum([...Outcome.options, 'running']), z.int()),
    by_day: z
      .array(z.object({ day: z.iso.date(), ...counts, seconds_to_acknowledge: Reached }))
      .meta({ description: 'Of days on which something began, in order.' }),
    by_hour: z
      .array(z.object({ hour: z.int(), ...counts, seconds_to_acknowledge: Reached }))
      .meta({ description: '24, from 0 to 23.' }),
    by_contact: z
      .array(
        z.object({
          contact_id: z.string().nullable(),
          name: z.string(),
          phone: z.string(),
          attempts: z.int(),
          acknowledged: z.int(),
        }),
      )
      .meta({ description: 'Most attempts first.' }),
    by_policy: z.array(
      z.object({ policy_id: z.string().nullable(), name: z.string().nullable(), ...counts }),
    ),
    by_provider: z.array(z.object({ provider: z.string().nullable(), ...counts })),
    cost: z.object({
      booked: z
        .array(z.object({ ...Price.shape, attempts: z.int() }))
        .meta({ description: 'What the provider charged, by currency.' }),
      estimated: z
        .object({ ...Price.shape, attempts: z.int() })
        .meta({ description: 'Calls that were picked up and are not booked yet, by the table of rates.' }),
      attempts_without_rate: z.int().meta({ description: 'Their cost is not known, and not in here.' }),
      mean_per_escalation: z.array(Price).meta({ description: 'Booked and estimated, by currency.' }),
      monthly_projection: z.array(Price).meta({ description: 'If 30 days were like these, by currency.' }),
      monthly_at: z
        .array(z.object({ escalations_per_day: z.int(), prices: z.array(Price) }))
        .meta({ description: '30 days with so many a day, at the mean above; empty when there is none.' }),
      rates: Rates,
    }),
  })
  .meta({ id: 'Statistics' })
export type Statistics = z.infer<typeof Statistics>
