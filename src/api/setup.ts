import { createRoute } from '@hono/zod-openapi'
import { Setup } from '../wire/setup.ts'
import { jsonAnswer, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const read = createRoute({
  method: 'get',
  path: '/',
  tags: ['Set-up'],
  summary: 'Which telephony is set, without its secrets',
  responses: { 200: jsonAnswer('As this server was started.', Setup), ...PROBLEMS },
})

export function setup({ setUp, addresses }: House): Router {
  const app = newRouter()
  app.openapi(read, (c) =>
    c.json({ telephony: setUp.telephony, settings: [...setUp.settings], addresses: [...addresses] }, 200),
  )
  return app
}
