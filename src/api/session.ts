import { createRoute } from '@hono/zod-openapi'
import { NewSignInLink, Session, SignInLink } from '../wire/access.ts'
import { deleteSession } from '../store/sessions.ts'
import { dismiss } from './dismissals.ts'
import { isoTime } from './present.ts'
import { HttpProblem } from './problem.ts'
import {
  checkedBy,
  CONFLICT,
  jsonAnswer,
  newRouter,
  optionalJsonBody,
  PROBLEMS,
  type House,
  type Router,
} from './routes.ts'
import { clearSessionCookie, idleUntil } from './session-cookie.ts'
import { makeSignInCode, signInUrl } from './sign-in.ts'

const tags = ['Sign-in']
const read = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Who am I?',
  responses: { 200: jsonAnswer('Whom this request comes from.', Session), ...PROBLEMS },
})
const signOut = createRoute({
  method: 'post',
  path: '/sign-out',
  tags,
  summary: 'Sign this browser out',
  responses: { 204: { description: 'The session has ended.' }, ...PROBLEMS, ...CONFLICT },
})
const makeLink = createRoute({
  method: 'post',
  path: '/sign-in-links',
  tags,
  summary: 'A link that signs another browser in, once, within an hour',
  request: optionalJsonBody(NewSignInLink),
  responses: {
    201: jsonAnswer('The link. What it signs in ends with the token that asked for it.', SignInLink),
    ...PROBLEMS,
  },
})

/** The session of who is asking. */
export function session({ engine, baseUrl, dismissals }: House): Router {
  const app = newRouter()
  app.openapi(read, (c) => {
    const { name, tokenId, session: own } = c.get('who')
    return c.json(
      {
        name,
        via: own ? ('session' as const) : ('token' as const),
        token_id: tokenId,
        signed_in_at: own && isoTime(own.createdAt),
        expires_at: own && isoTime(idleUntil(own.lastUsedAt)),
      },
      200,
    )
  })
  app.openapi(signOut, async (c) => {
    const { session: own } = c.get('who')
    if (!own)
      throw new HttpProblem(409, 'no-session', {
        ko: '토큰을 보냈습니다. DELETE /api/v1/tokens/{id} 로 폐기합니다.',
        en: 'a token was sent; DELETE /api/v1/tokens/{id} revokes it',
      })
    await engine.transact(({ tx }) => deleteSession(tx, own.id))
    dismiss(dismissals, own.id)
    clearSessionCookie(c)
    return c.body(null, 204)
  })
  app.openapi(
    makeLink,
    async (c) => {
      const { name, tokenId } = c.get('who')
      const asked = NewSignInLink.parse(c.req.valid('json'))
      const link = await engine.transact((unit) =>
        makeSignInCode(unit, { name: asked.name ?? name, tokenId }),
      )
      return c.json({ url: signInUrl(baseUrl(), link.code), expires_at: isoTime(link.expiresAt) }, 201)
    },
    checkedBy(NewSignInLink),
  )
  return app
}
