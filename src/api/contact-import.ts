import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Contact as Document } from '../domain/directory.ts'
import { listEntries, saveEntry, type Entry } from '../store/directory.ts'
import type { Tx } from '../store/database.ts'
import { Charset, Import } from '../wire/import.ts'
import { presentContact } from './contacts.ts'
import { readContacts, type Row } from './csv-contacts.ts'
import type { Column } from './csv-table.ts'
import { decode } from './csv-charset.ts'
import { formatPhone } from '../domain/phone-number.ts'
import { fieldError, fieldsProblem } from './problem.ts'
import { jsonAnswer, newRouter, PROBLEMS, type House, type Router } from './routes.ts'
import { changeDirectory, newId } from './shelf.ts'

const importing = createRoute({
  method: 'post',
  path: '/import',
  tags: ['Contacts'],
  summary: 'Contacts from CSV: all of them, or none and what is wrong in which line',
  request: {
    query: z.strictObject({
      dry_run: z.enum(['true', 'false']).default('false').meta({ description: 'Only look.' }),
      charset: Charset.optional().meta({ description: 'Found out when it is not given.' }),
    }),
    body: {
      required: true,
      content: {
        'text/csv': {
          schema: z.string().meta({
            example: '이름,휴대폰,집,언어,메모\n홍길동,010-0000-0001,02-000-0002,ko,야간\n',
          }),
        },
      },
    },
  },
  responses: {
    200: jsonAnswer('What was imported, or what would be.', Import),
    ...PROBLEMS,
  },
})

export function contactImport(house: House): Router {
  const app = newRouter()
  const { db } = house
  app.openapi(importing, async (c) => {
    const { dry_run, charset: said } = c.req.valid('query')
    const { text, charset } = decode(await c.req.arrayBuffer(), said)
    const { columns, rows } = readContacts(text)
    if (dry_run === 'true') {
      const known = numbersOf(await listEntries(db.read, 'contacts'))
      const shown = rows.map((row) => presentRow(checked(row, known)))
      return c.json({ imported: false, contacts: [], charset, columns, rows: shown }, 200)
    }
    const made = await changeDirectory(house, ({ tx, now }) => insertAll(tx, now, columns, rows))
    const contacts = made.map(presentContact)
    return c.json({ imported: true, contacts, charset, columns, rows: [] }, 200)
  })
  return app
}

type Known = ReadonlyMap<string, string>

/** Whose each number is. */
const numbersOf = (contacts: readonly Entry<'contacts'>[]): Known =>
  new Map(contacts.flatMap(({ name, document }) => document.numbers.map(({ phone }) => [phone, name])))

/** The row with what else is wrong with it: a number that somebody has already is most likely a repeated import. */
function checked(row: Row, known: Known): Row {
  const taken = row.numbers.flatMap(({ phone, column }) => {
    const owner = known.get(phone)
    if (owner === undefined) return []
    const shown = formatPhone(phone)
    const said = {
      ko: `${shown}: 이미 ${owner} 님의 번호입니다.`,
      en: `${shown} is the number of ${owner} already`,
    }
    return [{ column, said }]
  })
  return { ...row, problems: [...row.problems, ...taken] }
}

const presentRow = ({ line, cells, problems }: Row) => ({
  line,
  cells,
  problems: problems.map(({ column, said: { ko, en } }) => ({ column, problem: en, problem_ko: ko })),
})

const NOTHING_IMPORTED = { ko: '아무것도 가져오지 않았습니다. ', en: 'nothing was imported. ' }

async function insertAll(
  tx: Tx,
  now: number,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<Entry<'contacts'>[]> {
  const known = numbersOf(await listEntries(tx, 'contacts'))
  const errors = rows
    .map((row) => checked(row, known))
    .flatMap(({ line, problems }) =>
      problems.map(({ column, said }) =>
        fieldError(`line ${line}, column ${columns[column - 1]?.heading || column}`, said),
      ),
    )
  if (errors.length > 0) throw fieldsProblem(errors, NOTHING_IMPORTED)
  const made: Entry<'contacts'>[] = []
  for (const { name, numbers, language, note } of rows) {
    const [first, ...rest] = numbers.map(({ phone, label }) => ({ phone, label }))
    if (!first) throw new Error('a row without a number has a problem')
    const document: Document = { numbers: [first, ...rest], language, note }
    const entry = { id: newId('contacts'), name, document, version: 1, createdAt: now, updatedAt: now }
    await saveEntry(tx, 'contacts', entry, [])
    made.push(entry)
  }
  return made
}
