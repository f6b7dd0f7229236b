import { createRoute } from '@hono/zod-openapi'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { integrationsOf } from '../store/integrations.ts'
import { deletePolicy, listPolicies, loadPolicy, savePolicy, type PolicyRecord } from '../store/policies.ts'
import { NewPolicy, Policy } from '../wire/escalation.ts'
import { policyOf, requireKeys } from './plan-of.ts'
import { isoTime } from './present.ts'
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
const known = { ...PROBLEMS, ...NOT_FOUND }

const create = createRoute({
  method: 'post',
  path: '/',
  summary: 'Make an escalation policy',
  request: jsonBody(NewPolicy),
  responses: { 201: jsonAnswer('The policy.', Policy), ...PROBLEMS },
})
const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All escalation policies',
  responses: { 200: jsonAnswer('By name.', z.object({ policies: z.array(Policy) })), ...PROBLEMS },
})
const one = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One escalation policy',
  request: { params },
  responses: { 200: jsonAnswer('The policy.', Policy), ...known },
})
const change = createRoute({
  method: 'put',
  path: '/{id}',
  summary: 'Change an escalation policy; what is running goes on as it began',
  request: { params, ...jsonBody(NewPolicy) },
  responses: { 200: jsonAnswer('The policy as it is now.', Policy), ...known },
})
const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  summary: 'Delete an escalation policy; what is running goes on as it began',
  request: { params },
  responses: { 204: { description: 'It is gone.' }, ...known, ...CONFLICT },
})

export function policies(house: House): Router {
  const app = newRouter()
  const { db, engine } = house

  async function save(body: NewPolicy, made: { id: string; createdAt: number } | null): Promise<Policy> {
    const policy = policyOf(body)
    requireKeys({ ...policy, message: '', drill: false, urgency: 'high' }, house.callbacks)
    const record = await engine.transact(async ({ tx, now }) => {
      const saved = { id: `pol_${randomUUID()}`, createdAt: now, ...made, name: body.name, policy }
      await savePolicy(tx, saved)
      return saved
    })
    return present(record)
  }

  async function mustLoad(id: string): Promise<PolicyRecord> {
    const record = await loadPolicy(db.read, id)
    if (!record) throw notFound('policy')
    return record
  }

  app.openapi(create, async (c) => c.json(await save(c.req.valid('json'), null), 201), checkedBy(NewPolicy))
  app.openapi(list, async (c) => c.json({ policies: (await listPolicies(db.read)).map(present) }, 200))
  app.openapi(one, async (c) => c.json(present(await mustLoad(c.req.valid('param').id)), 200))
  app.openapi(
    change,
    async (c) => c.json(await save(c.req.valid('json'), await mustLoad(c.req.valid('param').id)), 200),
    checkedBy(NewPolicy),
  )
  app.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await engine.transact(async ({ tx }) => {
      const users = await integrationsOf(tx, id)
      if (users.length > 0)
        throw new HttpProblem(
          409,
          'in-use',
          `the policy is used by ${users.join(', ')}; give that another policy first`,
        )
      if (!(await deletePolicy(tx, id))) throw notFound('policy')
    })
    return c.body(null, 204)
  })
  return app
}

function present({ id, name, policy, createdAt }: PolicyRecord): Policy {
  return {
    id,
    name,
    contacts: [...policy.people],
    rounds: policy.rounds,
    ring_timeout_seconds: policy.ringTimeoutSeconds,
    acknowledge_by: policy.acknowledgeBy,
    language: policy.language,
    created_at: isoTime(createdAt),
  }
}
