import { z } from 'zod'

const time = z.iso.datetime({ offset: true })

/** What was deleted and can still be restored. */
export const DeletedList = z
  .object({
    deleted: z.array(
      z.object({ id: z.string(), name: z.string(), deleted_at: time, restorable_until: time }),
    ),
  })
  .meta({ id: 'DeletedList' })
export type DeletedList = z.infer<typeof DeletedList>
