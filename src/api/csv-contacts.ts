import { CsvError, parse } from 'csv-parse/sync'
import { DIRECTORY_LIMITS, type PhoneNumber } from '../domain/directory.ts'
import { formatPhone, parsePhone } from '../domain/phone-number.ts'
import { LIMITS } from '../domain/plan.ts'
import type { Said } from '../domain/said.ts'
import { fieldError, HttpProblem } from './problem.ts'

/** A line of the file as it was understood. `problems` is empty when a contact can be made of it. */
export type Row = {
  /** In the file, counting from 1. */
  line: number
  name: string
  numbers: PhoneNumber[]
  language: 'ko' | 'en' | null
  note: string
  problems: Said[]
}

/** More would not be read by anybody before it is imported. */
const MOST_ROWS = 1_000
const NAME = new Set(['name', '이름', '성명', '담당자'])
const LANGUAGE = new Set(['language', '언어'])
const NOTE = new Set(['note', '메모', '비고'])
/** A heading that holds one of these is a phone number, and its label. */
const PHONE = /phone|mobile|tel|cell|home|office|전화|휴대|핸드폰|번호|연락처|집|회사/i

type Cells = Record<string, string>

/** The contacts in a CSV text whose first line names the columns. Throws a 422 when it is no such text. */
export function readContacts(text: string): Row[] {
  const records = parseCsv(text)
  const headings = Object.keys(records[0]?.record ?? {})
  if (!headings.some((heading) => NAME.has(heading)) || !headings.some((heading) => PHONE.test(heading)))
    throw unreadable(NO_HEADINGS, 'name,phone')
  const unknown = headings.find((heading) => kindOf(heading) === null)
  if (unknown !== undefined)
    throw unreadable(
      { ko: `"${unknown}" 열을 알 수 없습니다.`, en: `the column "${unknown}" is not known` },
      'name,phone,language,note',
    )
  if (records.length > MOST_ROWS)
    throw unreadable({ ko: `한 번에 ${MOST_ROWS}줄까지 됩니다.`, en: `at most ${MOST_ROWS} lines at once` })
  const seen = new Map<string, number>()
  return records.map(({ record, info }) => rowOf(record, info.lines, seen))
}

function parseCsv(text: string) {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with these options it is so
    return parse(text, {
      columns: (headings: string[]) => headings.map((heading) => heading.trim().toLowerCase()),
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as { record: Cells; info: { lines: number } }[]
  } catch (error) {
    if (error instanceof CsvError)
      throw unreadable({ ko: `CSV로 읽을 수 없습니다: ${error.message}`, en: error.message })
    throw error
  }
}

const unreadable = (problem: Said, example?: string) =>
  new HttpProblem(422, 'not-valid', problem, { errors: [fieldError('line 1', problem, example)] })

const NO_HEADINGS: Said = {
  ko: '첫 줄에는 열 이름이 있어야 하고, 이름과 전화번호 열이 필요합니다.',
  en: 'the first line must name the columns, among them a name and a phone',
}

function kindOf(heading: string): 'name' | 'language' | 'note' | 'phone' | null {
  if (NAME.has(heading)) return 'name'
  if (LANGUAGE.has(heading)) return 'language'
  if (NOTE.has(heading)) return 'note'
  return PHONE.test(heading) ? 'phone' : null
}

const noPhone = (label: string, typed: string): Said => ({
  ko: `${label}: 전화번호가 아닙니다 (${typed}). 예: 010-0000-0001`,
  en: `${label}: ${typed} is no phone number; for example 010-0000-0001`,
})

/** `seen`: in which line each number stood first. */
function rowOf(cells: Cells, line: number, seen: Map<string, number>): Row {
  const problems: Said[] = []
  const of = (kind: string) => Object.entries(cells).filter(([heading]) => kindOf(heading) === kind)
  const one = (kind: string) => of(kind)[0]?.[1] ?? ''
  const typedPhones = of('phone').filter(([, typed]) => typed !== '')
  if (typedPhones.length === 0) problems.push({ ko: '전화번호가 없습니다.', en: 'phone: is missing' })
  const numbers = typedPhones.flatMap(([label, typed]): PhoneNumber[] => {
    const phone = parsePhone(typed)
    if (phone === null) problems.push(noPhone(label, typed))
    return phone === null ? [] : [{ phone, label: label.slice(0, DIRECTORY_LIMITS.labelCharacters) }]
  })
  const language = one('language').toLowerCase()
  problems.push(...problemsOf(one('name'), language, one('note'), numbers, line, seen))
  return {
    line,
    name: one('name'),
    numbers,
    language: language === 'ko' || language === 'en' ? language : null,
    note: one('note'),
    problems,
  }
}

function problemsOf(
  name: string,
  language: string,
  note: string,
  numbers: readonly PhoneNumber[],
  line: number,
  seen: Map<string, number>,
): Said[] {
  const { nameCharacters } = LIMITS
  const { noteCharacters, numbers: most } = DIRECTORY_LIMITS
  const problems: Said[] = []
  const push = (ko: string, en: string) => problems.push({ ko, en })
  if (name === '') push('이름이 없습니다.', 'name: is missing')
  if (name.length > nameCharacters)
    push(`이름은 ${nameCharacters}자까지입니다.`, `name: at most ${nameCharacters} characters`)
  if (!['', 'ko', 'en'].includes(language))
    push(`언어는 ko나 en이어야 합니다 (${language}).`, `language: ${language} is not ko or en`)
  if (note.length > noteCharacters)
    push(`메모는 ${noteCharacters}자까지입니다.`, `note: at most ${noteCharacters} characters`)
  if (numbers.length > most) push(`번호는 ${most}개까지입니다.`, `phone: at most ${most} numbers`)
  for (const { phone } of numbers) {
    const first = seen.get(phone)
    const shown = formatPhone(phone)
    if (first !== undefined)
      push(
        `${first}번째 줄에 이미 있는 번호입니다: ${shown}`,
        `phone: ${shown} stands in line ${first} already`,
      )
    seen.set(phone, first ?? line)
  }
  return problems
}
