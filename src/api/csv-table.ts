import { CsvError, parse } from 'csv-parse/sync'
import { fieldProblem, type FieldError, type HttpProblem } from './problem.ts'

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
  if (rest.length === 0) throw unreadable('there is no line below the headings', { code: 'no-rows' })
  if (rest.length > MOST_ROWS)
    throw unreadable(`at most ${MOST_ROWS} lines at once`, {
      code: 'too-many-rows',
      values: { most: MOST_ROWS },
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
    throw unreadable('the first line must name the columns, among them a name and a phone', {
      code: 'no-headings',
    })
  const unknown = columns.find(({ heading, holds }) => heading !== '' && holds === null)
  if (unknown)
    throw unreadable(`the column "${unknown.heading}" is not known`, {
      code: 'unknown-column',
      values: { column: unknown.heading },
    })
  const repeated = columns.find(
    ({ holds }, i) => holds !== 'phone' && holds !== null && columns.findIndex((c) => c.holds === holds) < i,
  )
  if (repeated)
    throw unreadable(`the column "${repeated.heading}" stands there twice; only phones may`, {
      code: 'repeated-column',
      values: { column: repeated.heading },
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
    if (error instanceof CsvError) throw unreadable(error.message, { code: 'no-csv' })
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

const unreadable = (problem: string, meaning: Pick<FieldError, 'code' | 'values'>): HttpProblem =>
  fieldProblem('line 1', problem, 'name,phone,language,note', meaning)
