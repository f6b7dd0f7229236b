import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { newEscalationId } from '../engine/new-id.ts'
import { callbacksOf } from '../store/callbacks.ts'
import { loadEscalation, type EscalationRecord } from '../store/escalations.ts'
import { eventsAfter } from '../store/events.ts'
import { findIdempotencyKey, insertIdempotencyKey } from '../store/idempotency.ts'
import { Callbacks } from '../wire/callbacks.ts'
import { Escalation, NewEscalation } from '../wire/escalation.ts'
import { EventList } from '../wire/event.ts'
import { hashOf } from './auth.ts'
import { lastEventId, streamEscalation } from './event-stream.ts'
import { planOf } from './plan-of.ts'
import { presentCallbacks, presentEscalation, presentEvent } from './present.ts'
import { HttpProblem, notFound } from './problem.ts'
import {
  checkedBy,
  CONFLICT,
  jsonAnswer,
  jsonBody,
  newRouter,
  NOT_FOUND,
  PROBLEMS,
  type House,
  type Router,
} from './routes.ts'

const params = z.object({ id: z.string().max(100) })
const tags = ['Escalations']
const MOST_EVENTS = 10_000

const create = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Page now',
  request: {
    ...jsonBody(NewEscalation),
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
  },
  responses: {
    201: jsonAnswer('It rings. `plan` is the whole ladder.', Escalation),
    ...PROBLEMS,
    ...NOT_FOUND,
    ...CONFLICT,
  },
})

const one = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'One escalation',
  request: { params },
  responses: { 200: jsonAnswer('The escalation as it is now.', Escalation), ...PROBLEMS, ...NOT_FOUND },
})

const events = createRoute({
  method: 'get',
  path: '/{id}/events',
  tags,
  summary: 'What happened, and what happens: JSON, or a live stream with Accept: text/event-stream',
  request: { params },
  responses: {
    200: {
      description: 'The events, or a stream of them that goes on after `Last-Event-ID`.',
      content: {
        'application/json': { schema: EventList },
        'text/event-stream': { schema: z.string() },
      },
    },
    204: { description: 'The stream is complete: there is nothing more to come.' },
    ...PROBLEMS,
    ...NOT_FOUND,
  },
})

const callbacks = createRoute({
  method: 'get',
  path: '/{id}/callbacks',
  tags,
  summary: "The provider's callbacks as they came, without phone numbers",
  request: { params },
  responses: {
    200: jsonAnswer('By attempt, in the order in which they came.', Callbacks),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
})

export function escalations(house: House): Router {
  const app = newRouter()
  const { db } = house

  async function mustLoad(id: string) {
    const record = await loadEscalation(db.read, id)
    if (!record) throw notFound('escalation')
    return record
  }

  app.openapi(
    create,
    async (c) => {
      const record = await startFrom(house, c.req.valid('json'), c.req.header('Idempotency-Key'))
      return c.json(presentEscalation(record), 201, { Location: `/api/v1/escalations/${record.id}` })
    },
    checkedBy(NewEscalation),
  )

  app.openapi(one, async (c) => c.json(presentEscalation(await mustLoad(c.req.valid('param').id)), 200))

  app.openapi(events, async (c) => {
    const { id } = await mustLoad(c.req.valid('param').id)
    if (c.req.header('Accept')?.includes('text/event-stream')) return streamEscalation(c, house, id)
    const rows = await eventsAfter(db.read, lastEventId(c) ?? 0, { escalationId: id, limit: MOST_EVENTS })
    return c.json({ events: rows.map(presentEvent) }, 200)
  })

  app.openapi(callbacks, async (c) => {
    const { id } = await mustLoad(c.req.valid('param').id)
    return c.json(presentCallbacks(await callbacksOf(db.read, id)), 200)
  })

  return app
}

/** Begins what the request asks for; a repeated `Idempotency-Key` gives what it gave the first time. */
async function startFrom(
  house: House,
  body: NewEscalation,
  key: string | undefined,
): Promise<EscalationRecord> {
  const requestHash = hashOf(JSON.stringify(body))
  const record = await house.engine.transact(async (unit) => {
    const used = key === undefined ? null : await findIdempotencyKey(unit.tx, key, unit.now)
    if (used) return used.requestHash === requestHash ? unit.escalation(used.escalationId) : null
    const started = unit.start(newEscalationId(), await planOf(unit.tx, body, house), null)
    if (key !== undefined)
      await insertIdempotencyKey(unit.tx, { key, requestHash, escalationId: started.id, createdAt: unit.now })
    return started
  })
  if (record) return record
  throw new HttpProblem(409, 'idempotency-key', {
    ko: '이 Idempotency-Key는 다른 요청에 쓰였습니다. 새 키를 쓰세요.',
    en: 'this Idempotency-Key was used for another request; use a new one',
  })
}
