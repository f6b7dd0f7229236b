import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { loadEscalations, type EscalationRecord } from '../store/escalations.ts'
import { searchHistory, type Cursor, type HistoryFilter } from '../store/history.ts'
import { EscalationPage } from '../wire/escalation.ts'
import { CURSOR_EXAMPLE, ExportQuery, HistoryQuery, type HistoryFilter as Asked } from '../wire/history.ts'
import { asCsv, asJson } from './export.ts'
import { phoneOf } from './people.ts'
import { presentEscalation } from './present.ts'
import { fieldProblem } from './problem.ts'
import { checkedBy, jsonAnswer, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const tags = ['Escalations']
const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'The history, newest first',
  request: { query: HistoryQuery },
  responses: { 200: jsonAnswer('One page; `next_cursor` leads to the next.', EscalationPage), ...PROBLEMS },
})
const download = createRoute({
  method: 'get',
  path: '/export',
  tags,
  summary: 'The history as a file: CSV with a line for each attempt, or JSON; phone numbers are masked',
  request: { query: ExportQuery },
  responses: {
    200: {
      description: 'Newest first, however much it is.',
      content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: z.string() } },
    },
    ...PROBLEMS,
  },
})

/** What is read at once while exporting. */
const EXPORT_PAGE = 100
const FORMATS = {
  csv: { write: asCsv, type: 'text/csv; charset=utf-8' },
  json: { write: asJson, type: 'application/json' },
} as const

export function history({ db }: House): Router {
  const app = newRouter()

  async function pageOf(filter: HistoryFilter, before: Cursor | null, limit: number) {
    const { ids, next } = await searchHistory(db.read, filter, { before, limit })
    const found = new Map((await loadEscalations(db.read, ids)).map((record) => [record.id, record]))
    return { records: ids.flatMap((id) => found.get(id) ?? []), next }
  }

  async function* everyPage(filter: HistoryFilter): AsyncGenerator<EscalationRecord[]> {
    for (let before: Cursor | null = null; ;) {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(filter, before, EXPORT_PAGE)
      yield page.records
      if (page.next === null) return
      before = page.next
    }
  }

  app.openapi(
    list,
    async (c) => {
      const { cursor, limit, ...asked } = c.req.valid('query')
      const { records, next } = await pageOf(filterOf(asked), parseCursor(cursor), limit)
      return c.json(
        {
          escalations: records.map(presentEscalation),
          next_cursor: next && `${next.createdAt}.${next.id}`,
        },
        200,
      )
    },
    checkedBy(HistoryQuery),
  )

  app.openapi(
    download,
    (c) => {
      const { format, ...asked } = c.req.valid('query')
      const { write, type } = FORMATS[format]
      // An error on the way breaks the connection: half a file must not look like a whole one.
      const body = ReadableStream.from(write(everyPage(filterOf(asked)))).pipeThrough(new TextEncoderStream())
      return c.body(body, 200, {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="nightbell-escalations.${format}"`,
      })
    },
    checkedBy(ExportQuery),
  )
  return app
}

function filterOf({ drill, policy_id, contact_id, phone, since, until, ...rest }: Asked): HistoryFilter {
  return {
    ...rest,
    drill: drill === undefined ? undefined : drill === 'true',
    policyId: policy_id,
    contactId: contact_id,
    phone: phone === undefined ? undefined : phoneOf(phone, 'phone'),
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  }
}

function parseCursor(cursor: string | undefined): Cursor | null {
  if (cursor === undefined) return null
  const [, createdAt, id] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (createdAt === undefined || id === undefined)
    throw fieldProblem(
      'cursor',
      {
        ko: '다른 페이지의 next_cursor여야 합니다.',
        en: 'must be the next_cursor of another page',
      },
      CURSOR_EXAMPLE,
    )
  return { createdAt: Number(createdAt), id }
}
