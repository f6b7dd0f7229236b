import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'
import { editedVersion, id, kept, name } from './contact.ts'

/** Contacts in order: the first is the primary, the second the secondary, and so on. */
export const NewGroup = z
  .strictObject({
    name: name.meta({ example: '결제 담당' }),
    contact_ids: z
      .array(id('con'))
      .min(1)
      .max(LIMITS.people)
      .meta({ example: ['con_…'] }),
  })
  .meta({ id: 'NewGroup' })
export type NewGroup = z.infer<typeof NewGroup>

export const ChangedGroup = z
  .strictObject({ ...NewGroup.shape, version: editedVersion })
  .meta({ id: 'ChangedGroup' })

/** A person at their place on the ladder. */
export const Member = z
  .object({
    role: z.string().meta({ example: 'primary' }),
    name: z.string(),
    phone: z.string().meta({ example: '+821000000001' }),
    contact_id: z.string().nullable(),
  })
  .meta({ id: 'Member' })

export const Group = z
  .object({ id: id('grp'), ...NewGroup.shape, members: z.array(Member), ...kept })
  .meta({ id: 'Group' })
export type Group = z.infer<typeof Group>

export const GroupList = z.object({ groups: z.array(Group) }).meta({ id: 'GroupList' })
