import { createRoute } from '@hono/zod-openapi'
import { z } from 'zod'
import { streamEverything } from './event-stream.ts'
import { newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const live = createRoute({
  method: 'get',
  path: '/',
  tags: ['Escalations'],
  summary: 'Everything live, as one stream of server-sent events; goes on after `Last-Event-ID`',
  request: { query: z.object({ last_event_id: z.string().max(20).optional() }) },
  responses: {
    200: { description: 'Server-sent events.', content: { 'text/event-stream': { schema: z.string() } } },
    ...PROBLEMS,
  },
})

export function everything(house: House): Router {
  const app = newRouter()
  app.openapi(live, (c) => streamEverything(c, house))
  return app
}
