import { DIRECTORY_LIMITS, type Contact, type PhoneNumber } from '../domain/directory.ts'
import { formatPhone, parsePhone } from '../domain/phone-number.ts'
import { LIMITS } from '../domain/plan.ts'
import type { CellProblem } from '../wire/import.ts'
import { readTable, type Column, type Line } from './csv-table.ts'

/** A line of the file as it was understood. A contact can be made of it when it has no problems. */
export type Row = Line &
  Omit<Contact, 'numbers'> & {
    name: string
    numbers: (PhoneNumber & { column: number })[]
    problems: CellProblem[]
  }

/** The contacts in a CSV text whose first line names the columns. Throws a 422 when it is no such text. */
export function readContacts(text: string): { columns: Column[]; rows: Row[] } {
  const { columns, records } = readTable(text)
  const seen = new Map<string, number>()
  return { columns, rows: records.map((record) => rowOf(record, columns, seen)) }
}

/** `seen`: in which line each number stood first. */
function rowOf(record: Line, columns: readonly Column[], seen: Map<string, number>): Row {
  const { line, cells } = record
  const textOf = (kind: Column['holds']) => cells[columns.findIndex(({ holds }) => holds === kind)] ?? ''
  const numbers = columns.flatMap(({ holds, heading }, i) => {
    const phone = holds === 'phone' ? parsePhone(cells[i] ?? '') : null
    const label = heading.slice(0, DIRECTORY_LIMITS.labelCharacters)
    return phone === null ? [] : [{ phone, label, column: i + 1 }]
  })
  const language = textOf('language').toLowerCase()
  return {
    ...record,
    name: textOf('name'),
    numbers,
    language: language === 'ko' || language === 'en' ? language : null,
    note: textOf('note'),
    problems: [
      ...cells.flatMap((text, i) => {
        const wrong = wrongWith(text, columns[i]?.holds ?? null)
        return wrong ? [{ column: i + 1, ...wrong }] : []
      }),
      ...wrongNumbers(cells, columns),
      ...numbersSeen(numbers, line, seen),
    ],
  }
}

type Wrong = Omit<CellProblem, 'column'>

function wrongWith(text: string, holds: Column['holds']): Wrong | null {
  switch (holds) {
    case 'name':
      return text === '' ? MISSING : longerThan(LIMITS.nameCharacters, text)
    case 'phone':
      return text === '' || parsePhone(text) !== null ? null : noPhone(text)
    case 'language':
      return ['', 'ko', 'en'].includes(text.toLowerCase()) ? null : noLanguage(text)
    case 'note':
      return longerThan(DIRECTORY_LIMITS.noteCharacters, text)
    case null:
      return text === '' ? null : { problem: 'stands under no heading', code: 'no-heading' }
    default:
      return holds satisfies never
  }
}

/** A contact has a number, and not too many. */
function wrongNumbers(cells: readonly string[], columns: readonly Column[]): CellProblem[] {
  const places = columns.flatMap(({ holds }, i) => (holds === 'phone' ? [i] : []))
  const filled = places.filter((i) => cells[i] !== '')
  const most = DIRECTORY_LIMITS.numbers
  const extra = filled[most]
  if (extra !== undefined)
    return [
      { column: extra + 1, problem: `at most ${most} numbers`, code: 'too-many-numbers', values: { most } },
    ]
  return filled.length > 0 ? [] : [{ column: (places[0] ?? 0) + 1, ...MISSING }]
}

function numbersSeen(numbers: Row['numbers'], line: number, seen: Map<string, number>): CellProblem[] {
  return numbers.flatMap(({ phone, column }) => {
    const first = seen.get(phone)
    seen.set(phone, first ?? line)
    if (first === undefined) return []
    const values = { phone: formatPhone(phone), line: first }
    return [{ column, problem: `${values.phone} stands in line ${first} already`, code: 'twice', values }]
  })
}

const MISSING: Wrong = { problem: 'is missing', code: 'missing' }
const noPhone = (text: string): Wrong => ({
  problem: `${text} is no phone number; for example 010-0000-0001`,
  code: 'no-phone',
})
const noLanguage = (text: string): Wrong => ({ problem: `${text} is not ko or en`, code: 'no-language' })
const longerThan = (most: number, text: string): Wrong | null =>
  text.length > most ? { problem: `at most ${most} characters`, code: 'too-long', values: { most } } : null
