import { z } from 'zod'
import { DIRECTORY_LIMITS } from '../domain/directory.ts'
import { LIMITS } from '../domain/plan.ts'
import { id } from './contact.ts'

/** Somebody to ring: a contact, or a person who is named for this alone. */
const Somebody = z
  .strictObject({
    contact_id: id('con').optional(),
    name: z.string().trim().min(1).max(LIMITS.nameCharacters).optional().meta({ example: '홍길동' }),
    phone: z.string().max(40).optional().meta({ example: '010-0000-0001' }),
  })
  .refine(
    ({ contact_id, name, phone }) =>
      contact_id === undefined
        ? name !== undefined && phone !== undefined
        : name === undefined && phone === undefined,
    {
      error: 'say either a contact_id, or a name and a phone',
      params: { ko: '등록된 담당자이거나, 이름과 전화번호여야 합니다.' },
    },
  )
  .meta({ id: 'Somebody' })
export type Somebody = z.infer<typeof Somebody>

/** Who is rung, in what order: the people themselves, or a group. */
export const whom = {
  contacts: z
    .array(Somebody)
    .min(1)
    .max(LIMITS.people)
    .optional()
    .meta({
      example: [{ name: '홍길동', phone: '010-0000-0001' }],
      description: 'In order: primary, secondary, … Each a contact, or a name and a phone.',
    }),
  group_id: id('grp').optional(),
}

export const AcknowledgeBy = z.enum(['answer', 'human', 'keypress']).meta({
  description:
    'What a call must show: somebody or something picked up; it was no machine; a key was pressed.',
  example: 'keypress',
})

export const rules = {
  rounds: z.int().min(1).max(LIMITS.rounds).meta({ example: 2 }),
  ring_timeout_seconds: z
    .int()
    .min(LIMITS.ringTimeoutSeconds.least)
    .max(LIMITS.ringTimeoutSeconds.most)
    .meta({ example: 15 }),
  acknowledge_by: AcknowledgeBy,
  language: z.enum(['ko', 'en']).meta({ example: 'ko' }),
}

export const messageTemplate = z
  .string()
  .trim()
  .min(1)
  .max(DIRECTORY_LIMITS.templateCharacters)
  .nullable()
  .meta({
    example: '{이름} 담당자님, {메시지}',
    description: 'How the message is spoken: {이름} or {name}, {메시지} or {message}. Null: the default.',
  })

/** How many of the ways to say whom to ring are used. */
export const waysToSay = (...values: unknown[]): number =>
  values.filter((value) => value !== undefined).length
