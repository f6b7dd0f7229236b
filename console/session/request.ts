import type { Problem } from '../../src/wire/problem.ts'

/** The server was reached, and said no. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** It was sent, and the connection ended before an answer: it may have been done. */
export class Unanswered extends Error {}

type Init = { method?: string; body?: unknown; headers?: Record<string, string> }

/** The JSON of an answer; an answer without one is asked for as `null`. Throws `Refused`, or what `fetch` throws when nobody answers. */
export async function request<T = null>(
  target: string,
  { method = 'GET', body, headers }: Init = {},
): Promise<T> {
  const response = await fetch(target, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw await refusalOf(response)
  return JSON.parse((await response.text()) || 'null')
}

export async function refusalOf(response: Response): Promise<Refused> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}))
  const { status, statusText } = response
  return new Refused({
    type: '',
    title: statusText,
    detail: statusText || String(status),
    ...problem,
    status,
  })
}
