import type { z } from 'zod'
import type { Said } from '../domain/said.ts'

/** What a schema found, in both languages; its own sentences bring their Korean along as `params.ko`. */
export function saidOf(issue: z.core.$ZodIssue): Said {
  return { en: issue.message, ko: koreanOf(issue) }
}

function koreanOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('undefined') ? '필요한 값입니다.' : '값의 종류가 다릅니다.'
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return `${issue.maximum}${unitOf(issue.origin)}까지 가능합니다.`
    case 'invalid_value':
      return `다음 가운데 하나여야 합니다: ${issue.values.map(String).join(', ')}`
    case 'invalid_format':
      return '형식이 올바르지 않습니다.'
    case 'custom':
      return typeof issue.params?.['ko'] === 'string' ? issue.params['ko'] : '값이 올바르지 않습니다.'
    default:
      return '값이 올바르지 않습니다.'
  }
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string' && minimum === 1) return '비워 둘 수 없습니다.'
  return origin === 'number' || origin === 'int'
    ? `${minimum} 이상이어야 합니다.`
    : `${minimum}${unitOf(origin)} 이상이어야 합니다.`
}

const unitOf = (origin: string) => ({ string: '자', array: '개' })[origin] ?? ''
