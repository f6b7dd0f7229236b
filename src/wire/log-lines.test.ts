import { expect, test } from 'vitest'
import type { EscalationEvent } from './event.ts'
import { LogLines } from './log-lines.ts'

const base = { id: 1, escalation_id: 'esc_1', timestamp: '2030-01-01T00:00:00.000Z' }
const hong = { attempt: 1, round: 1, role: 'primary', name: '홍길동', phone: '+821000001234' }

function textsOf(language: 'ko' | 'en', events: Partial<EscalationEvent>[]): (string | undefined)[] {
  const log = new LogLines(language)
  return events.map((event, i) => log.lineOf({ ...base, id: i, ...event } as EscalationEvent)?.text)
}

test('writes the lines of the original specification', () => {
  const events: Partial<EscalationEvent>[] = [
    { type: 'call_start', ...hong },
    { type: 'call_failed', ...hong, reason: 'no-answer' },
    { type: 'call_start', ...hong, attempt: 3, round: 2 },
    { type: 'call_acknowledged', ...hong, attempt: 3 },
    { type: 'escalation_complete', via: 'call', total_attempts: 3 },
    { type: 'call_ended', ...hong, attempt: 3, duration: 12 },
    { type: 'escalation_failed', total_attempts: 4 },
  ]
  expect(textsOf('ko', events)).toEqual([
    '📞 정담당자 홍길동 (010-0000-1234): 발신중...',
    '❌ 홍길동: 전화 연결 실패 (no-answer)',
    '📞 정담당자(2차) 홍길동 (010-0000-1234): 발신중...',
    '✅ 홍길동: 전화 연결 성공!',
    '🎉 에스컬레이션 성공 (총 3회 시도)',
    '✅ 홍길동: 전화 연결 성공! (통화시간: 12초)',
    '⚠️ 에스컬레이션 실패 (총 4회 시도)',
  ])
})

test('a call that a cancellation ends is called off, whether it rang or was never placed', () => {
  const cancelled: Partial<EscalationEvent>[] = [
    { type: 'call_start', ...hong },
    { type: 'call_failed', ...hong, reason: 'busy' },
    { type: 'call_start', ...hong, attempt: 2 },
    { type: 'escalation_cancelled', by: '이영희', reason: '오탐' },
    { type: 'call_ended', ...hong, status: 'busy' },
  ]
  const over = ['⛔ 에스컬레이션 취소: 이영희 (오탐)', undefined]
  for (const type of ['call_ended', 'call_error'] as const)
    expect(textsOf('ko', [...cancelled, { type, ...hong, attempt: 2 }]).slice(3)).toEqual([
      ...over,
      '⛔ 홍길동: 중단',
    ])
})

test('updates the line of an attempt in place', () => {
  const log = new LogLines('ko')
  const keys = (['call_start', 'call_answered', 'call_acknowledged'] as const).map(
    (type) => log.lineOf({ ...base, ...hong, type })?.key,
  )
  expect(new Set(keys).size).toBe(1)
})

test('names the third person and those after', () => {
  expect(textsOf('ko', [{ type: 'call_start', ...hong, role: 'tertiary' }])[0]).toContain('3순위 담당자')
  expect(textsOf('en', [{ type: 'call_start', ...hong, role: 'secondary', round: 2 }])[0]).toContain(
    'Secondary (round 2)',
  )
})
