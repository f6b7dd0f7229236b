import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { alerts } from './alerts.ts'
import { requireToken, type Authenticate } from './auth.ts'
import { limitBody, requireJson } from './body.ts'
import { escalationActions } from './escalation-actions.ts'
import { escalations } from './escalations.ts'
import { streamEverything } from './event-stream.ts'
import { health } from './health.ts'
import { integrations } from './integrations.ts'
import { policies } from './policies.ts'
import { answer, HttpProblem, onError } from './problem.ts'
import { liveSocket, ownPagesOnly, tokenFromProtocol, upgradeOnly } from './live-socket.ts'
import { page } from './page.ts'
import type { House } from './routes.ts'
import { simulatorCall } from './simulator-call.ts'
import { phoneKeys, simulatedPhone, simulator } from './simulator.ts'

/** Everything that is served. `telephony` maps a path to the routes that a provider's callbacks arrive on. */
export function createApi(
  house: House,
  authenticate: Authenticate,
  telephony: Record<string, Hono>,
): OpenAPIHono {
  const app = new OpenAPIHono()
  app.onError(onError(house.log))
  app.notFound((c) => answer(new HttpProblem(404, 'not-found', `there is nothing at ${c.req.path}`)))

  app.route('/', health(house))
  for (const [path, routes] of Object.entries(telephony)) app.route(path, routes)

  app.use('/api/*', limitBody, requireJson)
  app.use('/simulator/call', limitBody, requireJson)
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Nightbell', version: '1', description: 'Rings people until someone really answers.' },
  })
  app.route('/api/v1/alerts', alerts(house))

  const signedIn = requireToken(authenticate)
  const keys = phoneKeys()
  app.use('/api/v1/simulator/phones/:number/*', keys.middleware(signedIn))
  app.route('/api/v1/simulator/phones', simulatedPhone(house))
  app.use('/api/v1/live', ownPagesOnly, tokenFromProtocol)

  // What is mounted above is open, or has a key of its own; nothing below works without a token.
  app.use('/api/*', signedIn)
  app.use('/simulator/call', signedIn)
  app.get('/api/v1/live', upgradeOnly, liveSocket(house))
  app.get('/api/v1/events', (c) => streamEverything(c, house))
  app.route('/api/v1/escalations', escalations(house))
  app.route('/api/v1/escalations', escalationActions(house))
  app.route('/api/v1/policies', policies(house))
  app.route('/api/v1/integrations', integrations(house))
  app.route('/api/v1/simulator', simulator(house, keys))
  app.route('/simulator', simulatorCall(house))
  app.route('/', page())
  return app
}
