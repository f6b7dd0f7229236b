import { z } from 'zod'

/** What went wrong, as RFC 9457 says it. `errors` names each field, what is wrong with it and an example. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ field: z.string(), problem: z.string(), example: z.unknown().optional() }))
      .optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof Problem>
