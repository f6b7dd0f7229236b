import type { Problem } from '../../src/wire/problem.ts'
import type { Words } from '../i18n/ko.ts'
import { problemText } from '../parts/states.tsx'
import { Refused } from '../session/request.ts'

type FieldError = Pick<NonNullable<Problem['errors']>[number], 'problem' | 'problem_ko' | 'example'>

/** What is wrong, in the reader's language. */
export function wrongText(
  { problem, problem_ko: inKorean, example }: FieldError,
  { language }: Words,
): string {
  if (language === 'ko' && inKorean !== undefined) return inKorean
  return typeof example === 'string' || typeof example === 'number' ? `${problem} (${example})` : problem
}

/** What is wrong with each field, by its path in the request. */
export function fieldErrors(error: unknown, words: Words): Record<string, string> {
  if (!(error instanceof Refused)) return {}
  return Object.fromEntries((error.problem.errors ?? []).map((each) => [each.field, wrongText(each, words)]))
}

/** In one sentence. `otherwise` is for what is wrong with no field. */
export function refusedText(error: unknown, words: Words, otherwise = problemText): string {
  const [first] = Object.values(fieldErrors(error, words))
  return first ?? otherwise(error, words)
}
