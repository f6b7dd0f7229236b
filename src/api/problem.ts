import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Log } from '../observe/log.ts'
import { DatabaseError } from '../store/database.ts'
import type { Problem } from '../wire/problem.ts'

export type FieldError = NonNullable<Problem['errors']>[number]

/** Thrown by a handler to answer with a problem document (RFC 9457). */
export class HttpProblem extends Error {
  readonly problem: Problem
  readonly headers: Record<string, string>

  constructor(
    status: number,
    type: string,
    detail: string,
    more: Pick<Problem, 'errors' | 'used_by'> & { headers?: Record<string, string> } = {},
  ) {
    super(detail)
    const title = TITLES[status] ?? 'Error'
    this.problem = {
      type: `/problems/${type}`,
      title,
      status,
      detail,
      ...(more.errors && { errors: more.errors }),
      ...(more.used_by && { used_by: more.used_by }),
    }
    this.headers = more.headers ?? {}
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  426: 'Upgrade required',
  500: 'Our mistake',
  503: 'Not available',
}

/** One field is wrong. `meaning` says it to a program. */
export const fieldProblem = (
  field: string,
  problem: string,
  example?: unknown,
  meaning: Pick<FieldError, 'code' | 'values'> = {},
) =>
  new HttpProblem(422, 'not-valid', `${field}: ${problem}`, {
    errors: [{ field, problem, ...(example !== undefined && { example }), ...meaning }],
  })

export const notFound = (what: string) => new HttpProblem(404, 'not-found', `there is no such ${what}`)

export function answer({ problem, headers }: HttpProblem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
  })
}

/** The last resort: every error becomes a problem document, and only our own mistakes are logged whole. */
export const onError =
  (log: Log): ErrorHandler =>
  (error, c) =>
    answer(problemOf(error, log, { method: c.req.method, path: withoutKey(c.req.path) }))

/** What to tell a client about anything that was thrown. `about` goes into the log. */
export function problemOf(error: unknown, log: Log, about: Record<string, string> = {}): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof HTTPException) return new HttpProblem(error.status, 'bad-request', error.message)
  log.error({ err: error, ...about }, 'request failed')
  return error instanceof DatabaseError
    ? error.maybeWritten
      ? new HttpProblem(503, 'perhaps-written', PERHAPS)
      : new HttpProblem(503, 'database', NOTHING)
    : new HttpProblem(500, 'internal', 'an unexpected error; nothing was changed, look at the server log')
}

/** An integration's key may stand in its URL. */
const withoutKey = (path: string) => path.replace(/key_[\w-]+/, 'key_…')

const NOTHING = 'the database cannot be written to; nothing was changed, try again'
const PERHAPS =
  'the database went away while this was being written: look whether it was before you try again, or repeat the request with the Idempotency-Key it had'

/** What a schema found, with the schema's own examples. */
export function schemaProblem(error: z.core.$ZodError, schema?: z.core.$ZodType): HttpProblem {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        field: pathOf([...issue.path, key]),
        problem: 'is not a known field',
      }))
    const example = schema && exampleAt(schema, issue.path)
    return [{ field: pathOf(issue.path), problem: issue.message, ...(example !== undefined && { example }) }]
  })
  const detail = errors.map(({ field, problem }) => `${field}: ${problem}`).join('; ')
  return new HttpProblem(422, 'not-valid', detail, { errors })
}

const pathOf = (path: readonly PropertyKey[]) => path.map(String).join('.') || 'body'

/** The `example` that the schema's metadata give for the field at `path`. */
function exampleAt(schema: z.core.$ZodType, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return exampleAt(schema.unwrap(), key === undefined ? [] : [key, ...rest])
  if (key === undefined) return z.globalRegistry.get(schema)?.['example']
  if (schema instanceof z.ZodArray) return exampleAt(schema.element, rest)
  const field = schema instanceof z.ZodObject ? schema.shape[String(key)] : undefined
  return field && exampleAt(field, rest)
}
