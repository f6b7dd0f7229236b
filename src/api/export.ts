import { stringify } from 'csv-stringify/sync'
import { maskPhone } from '../domain/phone-number.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import type { Escalation } from '../wire/escalation.ts'
import { presentEscalation } from './present.ts'

type Pages = AsyncIterable<readonly EscalationRecord[]>

const COLUMNS = [
  'escalation_id',
  'started_at',
  'ended_at',
  'status',
  'drill',
  'policy',
  'message',
  'acknowledged_by',
  'evidence',
  'attempt',
  'round',
  'role',
  'name',
  'phone',
  'outcome',
  'call_started_at',
  'call_ended_at',
  'call_seconds',
] as const

/**
 * A line for each attempt. Excel reads UTF-8 only with a mark at its beginning; and a cell that
 * begins with `=`, `+`, `-` or `@` would be a formula, so an apostrophe goes before it.
 */
export async function* asCsv(pages: Pages): AsyncGenerator<string> {
  const options = { escape_formulas: true, record_delimiter: 'windows' } as const
  yield stringify([COLUMNS], { ...options, bom: true })
  for await (const page of pages) yield stringify(page.flatMap(linesOf), options)
}

function linesOf(record: EscalationRecord): (string | number | null)[][] {
  const { attempts, ...escalation } = withMaskedNumbers(record)
  return attempts.map((attempt) => [
    escalation.id,
    escalation.created_at,
    escalation.ended_at,
    escalation.status,
    String(escalation.drill),
    escalation.policy?.name ?? null,
    escalation.message,
    escalation.acknowledged_by?.name ?? null,
    escalation.acknowledged_by?.evidence ?? null,
    attempt.number,
    attempt.round,
    attempt.role,
    attempt.name,
    attempt.phone,
    attempt.outcome,
    attempt.started_at,
    attempt.ended_at,
    attempt.duration,
  ])
}

export async function* asJson(pages: Pages): AsyncGenerator<string> {
  yield '{"escalations":['
  let first = true
  for await (const page of pages) {
    for (const record of page) {
      yield `${first ? '' : ',\n'}${JSON.stringify(withMaskedNumbers(record))}`
      first = false
    }
  }
  yield ']}\n'
}

const masked = <T extends { phone: string }>(it: T): T => ({ ...it, phone: maskPhone(it.phone) })

/** A file leaves the house: it names people, and cannot be dialled from. */
function withMaskedNumbers(record: EscalationRecord): Escalation {
  const escalation = presentEscalation(record)
  return { ...escalation, plan: escalation.plan.map(masked), attempts: escalation.attempts.map(masked) }
}
