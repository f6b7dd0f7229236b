import { z } from 'zod'

/**
 * What went wrong, as RFC 9457 says it. `errors` names each field, what is wrong with it and an example.
 * What people read is there in Korean too.
 */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    detail_ko: z.string().optional(),
    errors: z
      .array(
        z.object({
          field: z.string(),
          problem: z.string(),
          problem_ko: z.string().optional(),
          example: z.unknown().optional(),
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
