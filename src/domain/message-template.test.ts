import { expect, test } from 'vitest'
import { fillTemplate, templateProblem } from './message-template.ts'

const values = { name: '홍길동', message: '결제 API 응답 없음' }

test.each([
  ['{이름} 담당자님, {메시지}', '홍길동 담당자님, 결제 API 응답 없음'],
  ['{name}: {message}. Again: {message}', '홍길동: 결제 API 응답 없음. Again: 결제 API 응답 없음'],
])('fills %s', (template, spoken) => {
  expect(templateProblem(template)).toBeNull()
  expect(fillTemplate(template, values)).toBe(spoken)
})

test('what a name or a message holds is no template', () =>
  expect(fillTemplate('{이름}, {메시지}', { name: '{메시지}', message: '{name} $& {x}' })).toBe(
    '{메시지}, {name} $& {x}',
  ))

test.each([
  ['{이름} 담당자님', /must hold \{메시지\} or \{message\}/],
  ['{메시지} {색}', /\{색\} is not known/],
])('refuses %s', (template, problem) => expect(templateProblem(template)?.en).toMatch(problem))
