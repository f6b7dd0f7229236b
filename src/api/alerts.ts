import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { z } from 'zod'
import { takeAlert } from '../engine/alerts.ts'
import { planOfPolicy } from '../engine/plan-of-policy.ts'
import { alertOf, AlertmanagerPayload } from '../intake/alertmanager.ts'
import { findIntegration } from '../store/integrations.ts'
import { loadEntry } from '../store/directory.ts'
import { AlertTaken } from '../wire/alert.ts'
import { bearerOf, hashOf } from './auth.ts'
import { mustRing } from './people.ts'
import { HttpProblem } from './problem.ts'
import { checkedBy, jsonAnswer, jsonBody, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const SOURCE = 'alertmanager'

const tags = ['Alerts']
const described = {
  method: 'post',
  tags,
  summary: "Prometheus Alertmanager's webhook",
  responses: { 202: jsonAnswer('What became of the alert.', AlertTaken), ...PROBLEMS },
} as const
const withHeader = createRoute({
  ...described,
  path: `/${SOURCE}`,
  security: [{ integration_key: [] as string[] }],
  request: jsonBody(AlertmanagerPayload),
})
const withPath = createRoute({
  ...described,
  path: `/${SOURCE}/{key}`,
  security: [],
  request: { ...jsonBody(AlertmanagerPayload), params: z.object({ key: z.string().max(200) }) },
})

/** The integration's key opens this door and no other; a token does not. */
export function alerts(house: House): Router {
  const app = newRouter()
  const checked = checkedBy(AlertmanagerPayload)
  app.openapi(
    withHeader,
    async (c) => c.json(await take(c, bearerOf(c.req.header('Authorization')), c.req.valid('json')), 202),
    checked,
  )
  app.openapi(
    withPath,
    async (c) => c.json(await take(c, c.req.valid('param').key, c.req.valid('json')), 202),
    checked,
  )

  async function take(c: Context, key: string | null, payload: z.infer<typeof AlertmanagerPayload>) {
    const integration = key === null ? null : await findIntegration(house.db.read, SOURCE, hashOf(key))
    if (!integration)
      throw new HttpProblem(401, 'integration-key', {
        ko: '연동 키를 경로에 넣거나 Authorization: Bearer <key> 로 보내세요. POST /api/v1/integrations 로 만듭니다.',
        en: 'send the key of an integration, in the path or as Authorization: Bearer <key>; POST /api/v1/integrations makes one',
      })
    const text = await c.req.text()
    const alert = alertOf(payload)
    const taken = await house.engine.transact(async (unit) => {
      const policy = await loadEntry(unit.tx, 'policies', integration.policyId)
      if (!policy) throw new Error(`integration ${integration.id} without its policy`)
      const { message, urgency } = alert
      const occasion = { message, urgency, drill: false, provider: house.provider }
      const plan = mustRing(await planOfPolicy(unit.tx, policy, occasion), 'policy_id')
      return takeAlert(unit, integration.id, alert, plan, text)
    })
    return {
      incident_id: taken.incidentId,
      incident_status: taken.incidentStatus,
      escalation_id: taken.escalationId,
    }
  }
  return app
}
