import { z } from 'zod'
import type { Problem } from '../problem.ts'

const seconds = z.number().min(0).max(86_400)
const errorCode = z.int().min(1)

const shape = z.union([
  z.strictObject({ delivered_after: seconds }),
  z.strictObject({ undelivered: errorCode, after: seconds.optional() }),
  z.strictObject({ failed: errorCode }),
  z.strictObject({ no_receipt: z.literal(true) }),
])

/**
 * What becomes of texts to a number. Seconds count from `sent`; `undelivered` and `failed` hold
 * Twilio's error code. Without a receipt a text stays `sent`, as with carriers that send none.
 */
export type TextScript = z.infer<typeof shape>

export function readTextScript(input: unknown): { script: TextScript } | Problem {
  const read = shape.safeParse(input)
  if (read.success) return { script: read.data }
  const forms =
    '{"delivered_after": 2}, {"undelivered": 30003, "after": 5}, {"failed": 30007}, {"no_receipt": true}'
  return { field: '', message: `must be one of ${forms}` }
}
