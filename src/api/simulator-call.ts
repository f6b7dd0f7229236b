import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { newEscalationId } from '../engine/new-id.ts'
import { SimulatorCall } from '../wire/simulator-call.ts'
import { ladderOf } from '../domain/directory.ts'
import { DEFAULTS } from '../domain/plan.ts'
import { streamEscalation } from './event-stream.ts'
import { mustRing, phoneOf } from './people.ts'
import { checkedBy, jsonBody, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const call = createRoute({
  method: 'post',
  path: '/call',
  tags: ['Simulator'],
  summary: 'The call of the first implementation: rings, and streams what happens until it is over',
  request: jsonBody(SimulatorCall),
  responses: {
    200: { description: 'Server-sent events.', content: { 'text/event-stream': { schema: z.string() } } },
    ...PROBLEMS,
  },
})

export function simulatorCall(house: House): Router {
  const app = newRouter()
  app.openapi(
    call,
    async (c) => {
      const body = c.req.valid('json')
      const plan = {
        ...RULES,
        people: mustRing(ladderOf(peopleIn(body)), 'primary_phone'),
        provider: house.provider,
        message: body.tts_text.trim() || body.incident_summary,
      }
      const { id } = await house.engine.transact(async (unit) => unit.start(newEscalationId(), plan, null))
      return streamEscalation(c, house, id)
    },
    checkedBy(SimulatorCall),
  )
  return app
}

const RULES = { ...DEFAULTS, acknowledgeBy: 'answer', drill: true, urgency: 'high' } as const

function peopleIn({ primary_name, primary_phone, secondary_name, secondary_phone }: SimulatorCall) {
  const primary = { name: primary_name, phone: phoneOf(primary_phone, 'primary_phone') }
  if (secondary_name === undefined || secondary_phone === undefined) return [primary]
  return [primary, { name: secondary_name, phone: phoneOf(secondary_phone, 'secondary_phone') }]
}
