import type { ZodError } from 'zod'

/** What is wrong with what somebody sent, and where: `field` is a path such as `0.press.1.key`. */
export type Problem = { field: string; message: string }

/** The first thing that is wrong; `at` is where the checked value stands in what was sent. */
export function problemOf(error: ZodError, at = ''): Problem {
  const issue = error.issues[0]
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = [at, ...(issue?.path ?? []), ...extra].filter((part) => part !== '')
  return { field: path.join('.'), message: issue?.message ?? 'is not valid' }
}

export function isProblem(read: object): read is Problem {
  return 'message' in read && 'field' in read
}
