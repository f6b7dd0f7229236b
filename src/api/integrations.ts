import { createRoute } from '@hono/zod-openapi'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { deleteIntegration, insertIntegration, listIntegrations } from '../store/integrations.ts'
import { CreatedIntegration, Integration, NewIntegration } from '../wire/alert.ts'
import { hashOf, newSecret } from './auth.ts'
import { mustLoadPolicy } from './plan-of.ts'
import { isoTime } from './present.ts'
import { notFound } from './problem.ts'
import {
  checkedBy,
  jsonAnswer,
  jsonBody,
  newRouter,
  NOT_FOUND,
  PROBLEMS,
  type House,
  type Router,
} from './routes.ts'
import { changeDirectory } from './shelf.ts'

const tags = ['Alerts']
const create = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Let a monitoring system in; the answer holds its key, which is shown this once',
  request: jsonBody(NewIntegration),
  responses: { 201: jsonAnswer('The integration, its key and its URL.', CreatedIntegration), ...PROBLEMS },
})
const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'All integrations',
  responses: { 200: jsonAnswer('By name.', z.object({ integrations: z.array(Integration) })), ...PROBLEMS },
})
const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Delete an integration: its key opens nothing any more',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: 'It is gone.' }, ...PROBLEMS, ...NOT_FOUND },
})

export function integrations(house: House): Router {
  const app = newRouter()
  const { db, engine, baseUrl } = house
  app.openapi(
    create,
    async (c) => {
      const { name, source, policy_id } = c.req.valid('json')
      const key = newSecret('key')
      const id = `int_${randomUUID()}`
      const createdAt = await changeDirectory(house, async ({ tx, now }) => {
        await mustLoadPolicy(tx, policy_id)
        await insertIntegration(tx, { id, name, source, policyId: policy_id, createdAt: now }, hashOf(key))
        return now
      })
      const url = `${baseUrl()}/api/v1/alerts/${source}/${key}`
      return c.json({ id, name, source, policy_id, created_at: isoTime(createdAt), key, url }, 201)
    },
    checkedBy(NewIntegration),
  )
  app.openapi(list, async (c) => {
    const records = await listIntegrations(db.read)
    const found = records.map(({ id, name, policyId, createdAt }) => ({
      id,
      name,
      source: 'alertmanager' as const,
      policy_id: policyId,
      created_at: isoTime(createdAt),
    }))
    return c.json({ integrations: found }, 200)
  })
  app.openapi(remove, async (c) => {
    const deleted = await engine.transact(({ tx }) => deleteIntegration(tx, c.req.valid('param').id))
    if (!deleted) throw notFound('integration')
    return c.body(null, 204)
  })
  return app
}
