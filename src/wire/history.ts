import { z } from 'zod'
import { parsePhone } from '../domain/phone-number.ts'
import { id } from './contact.ts'
import { EscalationStatus, Outcome, time } from './escalation.ts'

export const CURSOR_EXAMPLE = '1790000000000.esc_…'

/** What the history is searched by; what is not given does not matter. */
export const HistoryFilter = z.strictObject({
  status: EscalationStatus.optional().meta({ example: 'exhausted' }),
  drill: z.enum(['true', 'false']).optional().meta({ example: 'false' }),
  policy_id: id('pol').optional(),
  contact_id: id('con').optional().meta({ description: 'Somebody who was called.' }),
  phone: z
    .string()
    .max(40)
    .refine((phone) => parsePhone(phone) !== null, {
      error: 'is no phone number',
      params: { ko: '전화번호가 아닙니다.' },
    })
    .optional()
    .meta({ example: '010-0000-0001', description: 'A number that was called.' }),
  outcome: Outcome.optional().meta({
    example: 'no-answer',
    description: 'How an attempt ended: of the contact or number if one is given, else of anybody.',
  }),
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ example: '결제', description: 'Somewhere in the message; capital letters make no difference.' }),
  since: time.optional().meta({ example: '2026-11-01T00:00:00+09:00' }),
  until: time.optional().meta({ description: 'Excluded.', example: '2026-12-01T00:00:00+09:00' }),
})
export type HistoryFilter = z.infer<typeof HistoryFilter>

export const HistoryQuery = z.strictObject({
  ...HistoryFilter.shape,
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ example: CURSOR_EXAMPLE, description: 'The next_cursor of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ example: 50 }),
})

export const ExportQuery = z.strictObject({
  ...HistoryFilter.shape,
  format: z.enum(['csv', 'json']).meta({ example: 'csv' }),
})
