import { CsvError, parse } from 'csv-parse/sync'
import type { Said } from '../domain/said.ts'
import { fieldProblem, type HttpProblem } from './problem.ts'

/** A column by its heading, and what its cells are. Null: a column without a heading, which must be empty. */
export type Column = { heading: string; holds: Kind | null }
type Kind = 'name' | 'phone' | 'language' | 'note'

/** `line` is in the file, counting from 1. There is a cell for each column, and perhaps more. */
export type Line = { line: number; cells: string[] }

/** More would not be read by anybody before it is imported. */
const MOST_ROWS = 1_000
const NAME = new Set(['name', '이름', '성명', '담당자'])
const LANGUAGE = new Set(['language', '언어'])
const NOTE = new Set(['note', '메모', '비고'])
/** A heading that holds one of these is a phone number, and its label. */
const PHONE = /phone|mobile|tel|cell|home|office|전화|휴대|핸드폰|번호|연락처|집|회사/i

/** A CSV text whose first line names the columns. Throws a 422 when it is no such text. */
export function readTable(text: string): { columns: Column[]; records: Line[] } {
  const [first, ...rest] = parseCsv(text)
  const columns = columnsOf(first?.record ?? [])
  if (rest.length === 0) throw unreadable(NO_ROWS)
  if (rest.length > MOST_ROWS)
    throw unreadable({
      ko: `한 번에 ${MOST_ROWS}줄까지 가져올 수 있습니다.`,
      en: `at most ${MOST_ROWS} lines at once`,
    })
  const records = rest.map(({ record, info }) => ({
    line: info.lines,
    cells: columns.map((_, i) => record[i] ?? '').concat(record.slice(columns.length)),
  }))
  return { columns, records }
}

function columnsOf(headings: readonly string[]): Column[] {
  const columns = headings.map((heading) => ({ heading, holds: kindOf(heading) }))
  if (!columns.some(({ holds }) => holds === 'name') || !columns.some(({ holds }) => holds === 'phone'))
    throw unreadable(NO_HEADINGS)
  const unknown = columns.find(({ heading, holds }) => heading !== '' && holds === null)
  if (unknown)
    throw unreadable({
      ko: `"${unknown.heading}" 열은 알 수 없습니다. 이름, 전화, 언어, 메모를 쓸 수 있습니다.`,
      en: `the column "${unknown.heading}" is not known`,
    })
  const repeated = columns.find(
    ({ holds }, i) => holds !== 'phone' && holds !== null && columns.findIndex((c) => c.holds === holds) < i,
  )
  if (repeated)
    throw unreadable({
      ko: `"${repeated.heading}" 열이 두 번 있습니다. 전화만 여러 열을 쓸 수 있습니다.`,
      en: `the column "${repeated.heading}" stands there twice; only phones may`,
    })
  return columns
}

function parseCsv(text: string) {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- with these options it is so
    return parse(text, {
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(QUOTES, lineOf(error))
    throw error
  }
}

function kindOf(heading: string): Kind | null {
  const word = heading.toLowerCase()
  if (NAME.has(word)) return 'name'
  if (LANGUAGE.has(word)) return 'language'
  if (NOTE.has(word)) return 'note'
  return PHONE.test(word) ? 'phone' : null
}

const NO_ROWS: Said = {
  ko: '열 이름만 있고 담당자가 없습니다.',
  en: 'there is no line below the headings',
}
const NO_HEADINGS: Said = {
  ko: '첫 줄에 열 이름이 있어야 합니다. 이름과 전화는 꼭 필요합니다.',
  en: 'the first line must name the columns, among them a name and a phone',
}

const QUOTES: Said = {
  ko: 'CSV로 읽을 수 없습니다. 따옴표가 닫혔는지, 칸 전체를 감싸는지 확인하세요.',
  en: 'is no CSV: a quotation mark is not closed, or stands inside a cell that does not begin with one',
}

/** Its errors have it, its types do not: https://csv.js.org/parse/errors/ */
const lineOf = ({ lines }: CsvError) => (typeof lines === 'number' ? lines : 1)

const unreadable = (problem: Said, line = 1): HttpProblem =>
  fieldProblem(`line ${line}`, problem, 'name,phone,language,note')
