import { DIRECTORY_LIMITS, type Contact, type PhoneNumber } from '../domain/directory.ts'
import { formatPhone, parsePhone } from '../domain/phone-number.ts'
import { LIMITS } from '../domain/plan.ts'
import type { Said } from '../domain/said.ts'
import { readTable, type Column, type Line } from './csv-table.ts'

/** What is wrong with a cell. `column` counts from 1. */
type CellProblem = { column: number; said: Said }

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
        return wrong ? [{ column: i + 1, said: wrong }] : []
      }),
      ...wrongNumbers(cells, columns),
      ...numbersSeen(numbers, line, seen),
    ],
  }
}

function wrongWith(text: string, holds: Column['holds']): Said | null {
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
      return text === '' ? null : NO_HEADING
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
  if (extra !== undefined) return [{ column: extra + 1, said: tooManyNumbers(most) }]
  return filled.length > 0 ? [] : [{ column: (places[0] ?? 0) + 1, said: MISSING }]
}

function numbersSeen(numbers: Row['numbers'], line: number, seen: Map<string, number>): CellProblem[] {
  return numbers.flatMap(({ phone, column }) => {
    const first = seen.get(phone)
    seen.set(phone, first ?? line)
    if (first === undefined) return []
    return [{ column, said: twice(formatPhone(phone), first) }]
  })
}

const MISSING: Said = { ko: '비어 있습니다.', en: 'is missing' }
const NO_HEADING: Said = { ko: '열 이름이 없는 칸입니다.', en: 'stands under no heading' }
const noPhone = (text: string): Said => ({
  ko: '전화번호가 아닙니다. 예: 010-0000-0001',
  en: `${text} is no phone number; for example 010-0000-0001`,
})
const noLanguage = (text: string): Said => ({
  ko: 'ko 또는 en만 쓸 수 있습니다.',
  en: `${text} is not ko or en`,
})
const longerThan = (most: number, text: string): Said | null =>
  text.length > most ? { ko: `${most}자까지 쓸 수 있습니다.`, en: `at most ${most} characters` } : null
const tooManyNumbers = (most: number): Said => ({
  ko: `번호는 ${most}개까지 넣을 수 있습니다.`,
  en: `at most ${most} numbers`,
})
const twice = (phone: string, line: number): Said => ({
  ko: `${phone}: ${line}번째 줄에 이미 있습니다.`,
  en: `${phone} stands in line ${line} already`,
})
