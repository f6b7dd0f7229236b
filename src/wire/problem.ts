import { z } from 'zod'

/** What went wrong, as RFC 9457 says it. `errors` names each field, what is wrong with it and an example. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          field: z.string(),
          problem: z.string(),
          example: z.unknown().optional(),
          code: z.string().optional().meta({
            example: 'shared-number',
            description: 'The same for a program; `values` are what it speaks of.',
          }),
          values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      )
      .optional(),
    used_by: z
      .array(
        z.object({
          kind: z.enum(['group', 'policy', 'integration']),
          id: z.string(),
          name: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'With `in-use`: by whom.' }),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof Problem>
