import { createRoute } from '@hono/zod-openapi'
import DataLoader from 'dataloader'
import type { Context } from 'hono'
import { z } from 'zod'
import { takeAlert } from '../engine/alerts.ts'
import type { Unit } from '../engine/batch.ts'
import { alertOf, AlertmanagerPayload } from '../intake/alertmanager.ts'
import { findIntegrations } from '../store/integrations.ts'
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

/** The keys of alerts that arrive together are looked up together, each time anew. */
const integrationsByKey = ({ db }: House) =>
  new DataLoader((keyHashes: readonly string[]) => findIntegrations(db.read, SOURCE, keyHashes), {
    cache: false,
    batchScheduleFn: (lookUp) => void setImmediate(lookUp),
  })

/** The integration's key opens this door and no other; a token does not. */
export function alerts(house: House): Router {
  const app = newRouter()
  const checked = checkedBy(AlertmanagerPayload)
  const integrations = integrationsByKey(house)
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
    const integration = key === null ? null : await integrations.load(hashOf(key))
    if (!integration)
      throw new HttpProblem(401, 'integration-key', {
        ko: '연동 키를 경로에 넣거나 Authorization: Bearer <key> 로 보내세요. POST /api/v1/integrations 로 만듭니다.',
        en: 'send the key of an integration, in the path or as Authorization: Bearer <key>; POST /api/v1/integrations makes one',
      })
    const text = await c.req.text()
    const alert = alertOf(payload)
    const { id: integrationId, policyId } = integration
    const { message, urgency, dedupKey } = alert
    const work = async (unit: Unit) => {
      const standing = await unit.policy(policyId)
      if (!standing) throw new Error(`integration ${integrationId} without its policy`)
      const occasion = { message, urgency, drill: false, provider: house.provider }
      const plan = { ...mustRing(standing, 'policy_id'), ...occasion }
      return takeAlert(unit, integrationId, alert, plan, text)
    }
    const taken = await house.engine.transact(work, { incidents: [{ integrationId, dedupKey }] })
    return {
      incident_id: taken.incidentId,
      incident_status: taken.incidentStatus,
      escalation_id: taken.escalationId,
    }
  }
  return app
}
