import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Contact as Document } from '../domain/directory.ts'
import { listEntries, saveEntry, type Entry } from '../store/directory.ts'
import type { Tx } from '../store/database.ts'
import { Import } from '../wire/import.ts'
import { presentContact } from './contacts.ts'
import { readContacts, type Row } from './csv-contacts.ts'
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
      charset: z
        .enum(['utf-8', 'cp949', 'utf-16le'])
        .optional()
        .meta({ description: 'Found out when it is not given.' }),
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
    const { dry_run, charset } = c.req.valid('query')
    const rows = readContacts(decode(await c.req.arrayBuffer(), charset))
    if (dry_run === 'true') {
      const known = numbersOf(await listEntries(db.read, 'contacts'))
      return c.json(
        { imported: false, contacts: [], rows: rows.map((row) => presentRow(checked(row, known))) },
        200,
      )
    }
    const made = await changeDirectory(house, ({ tx, now }) => insertAll(tx, now, rows))
    return c.json({ imported: true, contacts: made.map(presentContact), rows: [] }, 200)
  })
  return app
}

const presentRow = ({ problems, ...row }: Row) => ({
  ...row,
  problems: problems.map(({ en }) => en),
  problems_ko: problems.map(({ ko }) => ko),
})

const NOTHING_IMPORTED = { ko: '아무것도 가져오지 않았습니다. ', en: 'nothing was imported. ' }

type Known = ReadonlyMap<string, string>

/** Whose each number is. */
const numbersOf = (contacts: readonly Entry<'contacts'>[]): Known =>
  new Map(contacts.flatMap(({ name, document }) => document.numbers.map(({ phone }) => [phone, name])))

/** The row with what else is wrong with it: a number that somebody has already is most likely a repeated import. */
function checked(row: Row, known: Known) {
  const taken = row.numbers.flatMap(({ phone }) => {
    const owner = known.get(phone)
    const shown = formatPhone(phone)
    return owner === undefined
      ? []
      : [
          {
            ko: `이미 ${owner} 님의 번호입니다: ${shown}`,
            en: `${shown} is the number of ${owner} already`,
          },
        ]
  })
  return { ...row, problems: [...row.problems, ...taken] }
}

async function insertAll(tx: Tx, now: number, rows: readonly Row[]): Promise<Entry<'contacts'>[]> {
  const known = numbersOf(await listEntries(tx, 'contacts'))
  const errors = rows
    .map((row) => checked(row, known))
    .flatMap(({ line, problems }) => problems.map((problem) => fieldError(`line ${line}`, problem)))
  if (errors.length > 0) throw fieldsProblem(errors, NOTHING_IMPORTED)
  const made: Entry<'contacts'>[] = []
  for (const {
    name,
    numbers: [first, ...rest],
    language,
    note,
  } of rows) {
    if (!first) throw new Error('a row without a number has a problem')
    const document: Document = { numbers: [first, ...rest], language, voice: null, note }
    const entry = { id: newId('contacts'), name, document, version: 1, createdAt: now, updatedAt: now }
    await saveEntry(tx, 'contacts', entry, [])
    made.push(entry)
  }
  return made
}
