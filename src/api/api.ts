import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { alerts } from './alerts.ts'
import { limitBody, requireJson } from './body.ts'
import { contactImport } from './contact-import.ts'
import { contacts } from './contacts.ts'
import { doctor } from './doctor.ts'
import { serveDocument } from './document.ts'
import { dryRuns } from './dry-run.ts'
import { escalationActions } from './escalation-actions.ts'
import { escalations } from './escalations.ts'
import { everything } from './everything.ts'
import { groups } from './groups.ts'
import { health } from './health.ts'
import { history } from './history.ts'
import { integrations } from './integrations.ts'
import { policies } from './policies.ts'
import { nothingHere } from './nothing-here.ts'
import { answer, onError } from './problem.ts'
import { liveRoute, liveSocket, upgradeOnly } from './live-socket.ts'
import { page } from './page.ts'
import type { House } from './routes.ts'
import { session } from './session.ts'
import { sessions } from './sessions.ts'
import { setup } from './setup.ts'
import { signIn } from './sign-in.ts'
import { simulatorCall } from './simulator-call.ts'
import { phoneKeys, simulatedPhone, simulator } from './simulator.ts'
import { statistics } from './statistics.ts'
import { tokens } from './tokens.ts'
import { requireSignIn } from './who.ts'

/** Everything that is served. `telephony` maps a path to the routes that a provider's callbacks arrive on. */
export function createApi(house: House, telephony: Record<string, Hono>): OpenAPIHono {
  const app = new OpenAPIHono()
  app.onError(onError(house.log))
  app.notFound((c) => answer(nothingHere(app, c.req.method, c.req.path)))

  app.use(limitBody)
  app.route('/', health(house))
  app.route('/', signIn(house))
  for (const [path, routes] of Object.entries(telephony)) app.route(path, routes)

  serveDocument(app)
  app.use('/api/v1/alerts/*', requireJson)
  app.route('/api/v1/alerts', alerts(house))

  const signedIn = requireSignIn(house)
  const keys = phoneKeys()
  app.use('/api/v1/simulator/phones/:number/*', keys.middleware(signedIn), requireJson)
  app.route('/api/v1/simulator/phones', simulatedPhone(house))

  // What is mounted above is open, or has a key of its own; nothing below works without a token or a session.
  app.use('/api/*', signedIn, requireJson)
  app.use('/simulator/call', signedIn, requireJson)
  app.openAPIRegistry.registerPath(liveRoute)
  app.get('/api/v1/live', upgradeOnly, liveSocket(house))
  app.route('/api/v1/events', everything(house))
  app.route('/api/v1/escalations', history(house))
  app.route('/api/v1/escalations', escalations(house))
  app.route('/api/v1/escalations', escalationActions(house))
  app.route('/api/v1/contacts', contactImport(house))
  app.route('/api/v1/contacts', contacts(house))
  app.route('/api/v1/groups', groups(house))
  app.route('/api/v1/policies', dryRuns(house))
  app.route('/api/v1/policies', policies(house))
  app.route('/api/v1/integrations', integrations(house))
  app.route('/api/v1/statistics', statistics(house))
  app.route('/api/v1/session', session(house))
  app.route('/api/v1/sessions', sessions(house))
  app.route('/api/v1/tokens', tokens(house))
  app.route('/api/v1/setup', setup(house))
  app.route('/api/v1/doctor', doctor(house))
  app.route('/api/v1/simulator', simulator(house, keys))
  app.route('/simulator', simulatorCall(house))
  app.route('/', page())
  return app
}
