import { z } from 'zod'
import { DIRECTORY_LIMITS } from '../domain/directory.ts'
import { LIMITS } from '../domain/plan.ts'

const time = z.iso.datetime({ offset: true })
export const name = z.string().trim().min(1).max(LIMITS.nameCharacters)
export const id = (prefix: string) =>
  z
    .string()
    .max(100)
    .meta({ example: `${prefix}_…` })

/** The version that was edited: when it is given and no longer the newest, nothing is changed. */
export const editedVersion = z
  .int()
  .optional()
  .meta({ example: 1, description: 'The version that you edited; 409 when it is no longer the newest.' })

/** What everything that people set up has. */
export const kept = {
  version: z.int().meta({ example: 1, description: 'Grows with each change.' }),
  created_at: time,
  updated_at: time,
}

const PhoneNumber = z.strictObject({
  phone: z.string().max(40).meta({ example: '010-0000-0001' }),
  label: z.string().trim().max(DIRECTORY_LIMITS.labelCharacters).default('').meta({ example: '휴대폰' }),
})

/** A person who can be phoned. */
export const NewContact = z
  .strictObject({
    name: name.meta({ example: '홍길동' }),
    numbers: z
      .array(PhoneNumber)
      .min(1)
      .max(DIRECTORY_LIMITS.numbers)
      .meta({
        example: [{ phone: '010-0000-0001', label: '휴대폰' }],
        description: 'In order. The first one is the one that rings.',
      }),
    language: z.enum(['ko', 'en']).nullable().default(null).meta({
      example: 'ko',
      description: "What their phone speaks. Null: the policy's language.",
    }),
    note: z.string().max(DIRECTORY_LIMITS.noteCharacters).default('').meta({ example: '평일 야간 담당' }),
  })
  .meta({ id: 'NewContact' })
export type NewContact = z.infer<typeof NewContact>

export const ChangedContact = z
  .strictObject({ ...NewContact.shape, version: editedVersion })
  .meta({ id: 'ChangedContact' })

/** Phone numbers come back as E.164. */
export const Contact = z.object({ id: id('con'), ...NewContact.shape, ...kept }).meta({ id: 'Contact' })
export type Contact = z.infer<typeof Contact>

export const ContactList = z.object({ contacts: z.array(Contact) }).meta({ id: 'ContactList' })
