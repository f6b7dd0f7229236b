import { expect, test } from 'vitest'
import { NewEscalation } from '../wire/escalation.ts'
import { NewPolicy } from '../wire/policy.ts'
import { StatisticsQuery } from '../wire/statistics.ts'
import { schemaProblem } from './problem.ts'

const group = { group_id: 'grp_1' }

test.each([
  [NewEscalation, { ...group }, 'message', '필요한 값입니다.'],
  [NewEscalation, { ...group, message: 3 }, 'message', '값의 종류가 다릅니다.'],
  [NewEscalation, { ...group, message: '', rounds: 0 }, 'rounds', '1 이상이어야 합니다.'],
  [NewEscalation, { ...group, message: '', rounds: 99 }, 'rounds', '10까지 가능합니다.'],
  [NewEscalation, { message: '', contacts: [] }, 'contacts', '1개 이상이어야 합니다.'],
  [
    NewEscalation,
    { message: '' },
    'contacts',
    '누구에게 전화할지 정하세요: 담당자, 담당자 그룹, 정책 가운데 하나입니다.',
  ],
  [
    NewEscalation,
    { ...group, message: '', language: 'fr' },
    'language',
    '다음 가운데 하나여야 합니다: ko, en',
  ],
  [NewEscalation, { ...group, message: '', loud: true }, 'loud', '알 수 없는 항목입니다.'],
  [NewPolicy, { ...group, name: ' ' }, 'name', '비워 둘 수 없습니다.'],
  [NewPolicy, { ...group, name: 'x'.repeat(500) }, 'name', '80자까지 가능합니다.'],
  [StatisticsQuery, { zone: 'Asia/Nowhere' }, 'zone', '시간대가 아닙니다. 예: Asia/Seoul'],
])('what a schema finds is said in Korean too: %#', (schema, body, field, inKorean) => {
  const parsed = schema.safeParse(body)
  const { problem } = schemaProblem(parsed.error!)
  expect(problem.errors).toMatchObject([
    { field, problem: expect.stringMatching(/[a-z]/), problem_ko: inKorean },
  ])
  expect(problem.detail_ko).toBe(`${field}: ${inKorean}`)
})
