import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { verbatim, type Said } from '../domain/said.ts'
import type { Log } from '../observe/log.ts'
import { DatabaseError, isAway } from '../store/database.ts'
import type { Problem } from '../wire/problem.ts'
import { saidOf } from './schema-words.ts'

type FieldError = NonNullable<Problem['errors']>[number]

/** Thrown by a handler to answer with a problem document (RFC 9457). */
export class HttpProblem extends Error {
  readonly problem: Problem
  readonly headers: Record<string, string>

  constructor(
    status: number,
    type: string,
    detail: Said,
    more: Pick<Problem, 'errors' | 'used_by'> & { headers?: Record<string, string> } = {},
  ) {
    super(detail.en)
    const title = TITLES[status] ?? 'Error'
    this.problem = {
      type: `/problems/${type}`,
      title,
      status,
      detail: detail.en,
      detail_ko: detail.ko,
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
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  426: 'Upgrade required',
  500: 'Our mistake',
  503: 'Not available',
}

/** One field is wrong. */
export const fieldProblem = (field: string, problem: Said, example?: unknown) =>
  fieldsProblem([fieldError(field, problem, example)])

/** Several are; `before` says what that means. */
export const fieldsProblem = (errors: FieldError[], before: Said = verbatim('')) =>
  new HttpProblem(
    422,
    'not-valid',
    {
      ko: before.ko + errors.map(({ field, problem_ko: ko }) => `${field}: ${ko}`).join(' '),
      en: before.en + errors.map(({ field, problem }) => `${field}: ${problem}`).join('; '),
    },
    { errors },
  )

export const fieldError = (field: string, { ko, en }: Said, example?: unknown): FieldError => ({
  field,
  problem: en,
  problem_ko: ko,
  ...(example !== undefined && { example }),
})

/** The things that an address can name. */
export const NOUNS = {
  contact: '담당자',
  group: '담당자 그룹',
  policy: '에스컬레이션 정책',
  escalation: '에스컬레이션',
  integration: '연동',
  session: '로그인된 브라우저',
  token: '토큰',
  'call of this phone': '이 전화기의 통화',
} as const

export const notFound = (what: keyof typeof NOUNS, { deleted = false } = {}) =>
  new HttpProblem(404, 'not-found', {
    ko: `${deleted ? '삭제된 ' : ''}${NOUNS[what]} 항목을 찾을 수 없습니다.`,
    en: `there is no such ${deleted ? 'deleted ' : ''}${what}`,
  })

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
  if (error instanceof HTTPException)
    return new HttpProblem(error.status, 'bad-request', verbatim(error.message))
  log.error({ ...(isAway(error) ? { why: String(error) } : { err: error }), ...about }, 'request failed')
  return error instanceof DatabaseError
    ? error.maybeWritten
      ? new HttpProblem(503, 'perhaps-written', PERHAPS)
      : new HttpProblem(503, 'database', NOTHING)
    : new HttpProblem(500, 'internal', INTERNAL)
}

/** An integration's key may stand in its URL. */
const withoutKey = (path: string) => path.replace(/key_[\w-]+/, 'key_…')

const INTERNAL: Said = {
  ko: '서버에 예기치 않은 오류가 생겼습니다. 바뀐 것은 없습니다. 서버 로그를 확인하세요.',
  en: 'an unexpected error; nothing was changed, look at the server log',
}
const NOTHING: Said = {
  ko: '데이터베이스에 쓸 수 없습니다. 바뀐 것은 없습니다. 다시 시도하세요.',
  en: 'the database cannot be written to; nothing was changed, try again',
}
const PERHAPS: Said = {
  ko: '기록하는 중에 데이터베이스가 끊겼습니다. 반영되었는지 먼저 확인한 뒤 다시 시도하세요.',
  en: 'the database went away while this was being written: look whether it was before you try again, or repeat the request with the Idempotency-Key it had',
}

/** What a schema found, with the schema's own examples. */
export function schemaProblem(error: z.core.$ZodError, schema?: z.core.$ZodType): HttpProblem {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => fieldError(pathOf([...issue.path, key]), UNKNOWN))
    const example = schema && exampleAt(schema, issue.path)
    return [fieldError(pathOf(issue.path), saidOf(issue), example)]
  })
  return fieldsProblem(errors)
}

const UNKNOWN: Said = { ko: '알 수 없는 항목입니다.', en: 'is not a known field' }

const pathOf = (path: readonly PropertyKey[]) => path.map(String).join('.') || 'body'

/** The `example` that the schema's metadata give for the field at `path`. */
function exampleAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path
  const own = z.globalRegistry.get(schema)?.['example']
  if (key === undefined && own !== undefined) return own
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return exampleAt(schema.unwrap(), path)
  const field = key === undefined ? undefined : fieldOf(schema, String(key))
  return field && exampleAt(field, rest)
}

function fieldOf(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodObject ? schema.shape[key] : undefined
}
