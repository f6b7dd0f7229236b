import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Command, Rejection } from '../domain/decide.ts'
import { Acknowledge, Cancel, Escalation } from '../wire/escalation.ts'
import type { LiveCommand } from '../wire/live.ts'
import { presentEscalation } from './present.ts'
import { HttpProblem, notFound } from './problem.ts'
import {
  checkedBy,
  CONFLICT,
  jsonAnswer,
  newRouter,
  NOT_FOUND,
  optionalJsonBody,
  PROBLEMS,
  type House,
  type Router,
} from './routes.ts'
import type { Who } from './who.ts'

const params = z.object({ id: z.string().max(100) })

const byHand = <S extends z.ZodType>(action: string, summary: string, schema: S) =>
  createRoute({
    method: 'post',
    path: `/{id}/${action}`,
    tags: ['Escalations'],
    summary,
    request: { params, ...optionalJsonBody(schema) },
    responses: { 200: jsonAnswer('Done.', Escalation), ...PROBLEMS, ...NOT_FOUND, ...CONFLICT },
  })
const acknowledge = byHand('acknowledge', 'Take it; the phone that rings is hung up', Acknowledge)
const cancel = byHand('cancel', 'Call it off', Cancel)
const escalate = byHand('escalate', 'Pass on to the next person now', Acknowledge)

/** What people do to an escalation by hand. */
export function escalationActions(house: House): Router {
  const app = newRouter()
  app.openapi(
    acknowledge,
    async (c) => {
      const { by } = Acknowledge.parse(c.req.valid('json'))
      const via = viaOf(c.get('who'))
      return c.json(await tell(house, c.req.valid('param').id, { type: 'acknowledge', by, via }), 200)
    },
    checkedBy(Acknowledge),
  )
  app.openapi(
    cancel,
    async (c) => {
      const why = Cancel.parse(c.req.valid('json'))
      return c.json(await tell(house, c.req.valid('param').id, { type: 'cancel', ...why }), 200)
    },
    checkedBy(Cancel),
  )
  app.openapi(
    escalate,
    async (c) => {
      const { by } = Acknowledge.parse(c.req.valid('json'))
      return c.json(await tell(house, c.req.valid('param').id, { type: 'pass-on', by }), 200)
    },
    checkedBy(Acknowledge),
  )
  return app
}

type ByHand = LiveCommand extends infer C ? (C extends LiveCommand ? Omit<C, 'request'> : never) : never

/** The same, as the page asks for it over its WebSocket. Throws an `HttpProblem` that says why not. */
export function tellByHand(house: House, who: Who, command: ByHand): Promise<Escalation> {
  const { escalation_id: id, by } = command
  switch (command.type) {
    case 'acknowledge':
      return tell(house, id, { type: 'acknowledge', by, via: viaOf(who) })
    case 'escalate':
      return tell(house, id, { type: 'pass-on', by })
    case 'cancel':
      return tell(house, id, { type: 'cancel', by, reason: command.reason })
    default:
      return command satisfies never
  }
}

/** People come with a session, programs with a token. */
const viaOf = ({ session }: Who) => (session ? ('page' as const) : ('api' as const))

async function tell({ engine }: House, id: string, command: Command): Promise<Escalation> {
  const told = await engine.tell(id, command)
  if ('rejected' in told) throw refused(told)
  return presentEscalation(told.record)
}

function refused(rejection: Rejection): HttpProblem {
  switch (rejection.rejected) {
    case 'not-found':
      return notFound('escalation')
    case 'already-acknowledged':
      return new HttpProblem(409, 'already-acknowledged', {
        ko: `이미 확인되었습니다: ${rejection.by}`,
        en: `already acknowledged by ${rejection.by}`,
      })
    case 'already-over':
      return new HttpProblem(409, 'already-over', {
        ko: '이미 끝난 에스컬레이션입니다.',
        en: `it is over already: ${rejection.status}`,
      })
    case 'already-started':
      return new HttpProblem(409, 'already-started', {
        ko: '이미 시작되었습니다.',
        en: 'it has begun already',
      })
    default:
      return rejection satisfies never
  }
}
