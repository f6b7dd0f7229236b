import type { OpenAPIHono } from '@hono/zod-openapi'
import { SESSION_COOKIE } from './session-cookie.ts'

const DESCRIPTION = `Rings people until someone really answers.

Send a token as \`Authorization: Bearer <token>\`, or come with the cookie of a browser that a sign-in link signed in; then
what changes something needs our own \`Origin\`. Errors are problem documents (RFC 9457): \`errors\` names each field, what is
wrong with it and an example. Times are ISO 8601 with an offset; phone numbers come back as E.164.`

const TAGS = [
  { name: 'Escalations', description: 'Page now, watch it, end it by hand; the history.' },
  { name: 'Contacts', description: 'People who can be phoned.' },
  { name: 'Groups', description: 'Contacts in order: a role is a position.' },
  { name: 'Policies', description: 'Who is rung, in what order, how often.' },
  { name: 'Alerts', description: 'Where alerts come in, and the keys that let them in.' },
  { name: 'Statistics', description: 'How often, how fast and at what cost people were reached.' },
  { name: 'Tokens', description: 'For programs.' },
  { name: 'Sign-in', description: 'For browsers.' },
  { name: 'Set-up', description: 'What is set, how it stands, how to mend it.' },
  { name: 'Simulator', description: 'Simulated telephony: phones that are played by hand, and faster time.' },
]

/** Serves the description of everything that is mounted on `app`, at the time it is asked for. */
export function serveDocument(app: OpenAPIHono): void {
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
  })
  registry.registerComponent('securitySchemes', 'integration_key', {
    type: 'http',
    scheme: 'bearer',
    description: 'The key of an integration; it opens no other door.',
  })
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Nightbell', version: '1', description: DESCRIPTION },
    tags: TAGS,
    security: [{ token: [] }, { session: [] }],
  })
}
