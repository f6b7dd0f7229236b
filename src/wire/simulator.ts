import { z } from 'zod'
import { time } from './escalation.ts'
import { SPEEDS } from './speeds.ts'

/** With real telephony `speed` is 1, and no phone can be lent. */
export const SimulatorState = z
  .object({
    provider: z.string().meta({
      example: 'simulated',
      description: 'Who places the calls; `simulated`: the phones are those of the page.',
    }),
    callbacks: z.boolean().meta({
      description:
        'Whether the provider can reach this server during a call; otherwise no key can be received.',
    }),
    now: z.iso.datetime({ offset: true }),
    speed: z.number(),
    addresses: z.array(z.string()).meta({
      description: 'Where a simulated phone on the same network reaches this server; empty when none can.',
    }),
  })
  .meta({ id: 'SimulatorState' })
export type SimulatorState = z.infer<typeof SimulatorState>

export const SimulatorSpeed = z
  .strictObject({ speed: z.literal(SPEEDS).meta({ example: 5, description: 'Simulated seconds in one.' }) })
  .meta({ id: 'SimulatorSpeed' })

/** A script of docs/emulator.md, or a list of one for each call. */
export const PhoneScript = z
  .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1)])
  .meta({ id: 'PhoneScript', example: { answer_after: 4, press: [{ key: '1', after: 8 }] } })

export const PhoneKey = z
  .object({ key: z.string().meta({ description: 'A token that is good for this one simulated phone.' }) })
  .meta({ id: 'PhoneKey' })
export type PhoneKey = z.infer<typeof PhoneKey>

export const PressedKey = z
  .strictObject({
    key: z
      .string()
      .regex(/^[0-9*#]$/, 'must be one of 0-9 * #')
      .optional()
      .meta({ example: '1' }),
  })
  .meta({ id: 'PressedKey' })

export const PhoneEventsQuery = z.object({
  since: time.optional().meta({ example: '2026-11-01T00:00:00+09:00' }),
})

/** What a simulated phone experiences. `ms` is how long the words take; `id` grows. */
export type PhoneEvent = { id: number; at: string; number: string; sid: string } & (
  | { type: 'dialled' | 'ringing' | 'picked-up' | 'silent' }
  | { type: 'answered'; by: 'person' | 'machine' }
  | { type: 'hears'; kind: 'say' | 'play'; text: string; voice: string; language: string; ms: number }
  | { type: 'key'; key: string; accepted: boolean }
  | { type: 'ended'; status: string; duration: number }
  | { type: 'message'; text: string; from: string }
)
