import { createRoute } from '@hono/zod-openapi'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { listSessions, openLinks } from '../store/sessions.ts'
import { deleteToken, insertToken, listTokens, type TokenRecord } from '../store/tokens.ts'
import { CreatedToken, NewToken, Token } from '../wire/access.ts'
import { hashOf, newSecret } from './auth.ts'
import { dismiss } from './dismissals.ts'
import { isoTime, maybeTime, presentSession } from './present.ts'
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
import { idleSince } from './session-cookie.ts'

const tags = ['Tokens']
const create = createRoute({
  method: 'post',
  path: '/',
  tags,
  summary: 'Make an API token; the answer holds it, and it is shown this once',
  request: jsonBody(NewToken),
  responses: { 201: jsonAnswer('The token.', CreatedToken), ...PROBLEMS },
})
const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'All API tokens, who used them last, and which browsers are signed in through them',
  responses: { 200: jsonAnswer('Oldest first.', z.object({ tokens: z.array(Token) })), ...PROBLEMS },
})
const revoke = createRoute({
  method: 'delete',
  path: '/{id}',
  tags,
  summary: 'Revoke an API token, and sign out every browser that was signed in through it',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 204: { description: 'It opens nothing any more.' }, ...PROBLEMS, ...NOT_FOUND },
})

/** The token of `NIGHTBELL_ADMIN_TOKEN` is a setting and not among them. */
export function tokens({ db, engine, clock, dismissals }: House): Router {
  const app = newRouter()
  app.openapi(
    create,
    async (c) => {
      const { name } = c.req.valid('json')
      const token = newSecret('nbt')
      const record = await engine.transact(async ({ tx, now }) => {
        const made = { id: `tok_${randomUUID()}`, name, createdAt: now, lastUsedAt: null, lastUsedFrom: null }
        await insertToken(tx, { ...made, hash: hashOf(token) })
        return made
      })
      return c.json({ ...present(record), sessions: [], open_links: 0, token }, 201)
    },
    checkedBy(NewToken),
  )
  app.openapi(list, async (c) => {
    const own = c.get('who').session?.id
    const now = clock.now()
    const sessions = await listSessions(db.read, idleSince(now))
    const links = await openLinks(db.read, now)
    const withDoors = (token: TokenRecord): Token => ({
      ...present(token),
      sessions: sessions
        .filter(({ tokenId }) => tokenId === token.id)
        .map((each) => presentSession(each, own)),
      open_links: links.get(token.id) ?? 0,
    })
    return c.json({ tokens: (await listTokens(db.read)).map(withDoors) }, 200)
  })
  app.openapi(revoke, async (c) => {
    const { id } = c.req.valid('param')
    const revoked = await engine.transact(({ tx }) => deleteToken(tx, id))
    if (!revoked) throw notFound('token')
    dismiss(dismissals, id)
    return c.body(null, 204)
  })
  return app
}

function present({ id, name, createdAt, lastUsedAt, lastUsedFrom }: TokenRecord) {
  return {
    id,
    name,
    created_at: isoTime(createdAt),
    last_used_at: maybeTime(lastUsedAt),
    last_used_from: lastUsedFrom,
  }
}
