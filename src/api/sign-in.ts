import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Unit } from '../engine/batch.ts'
import { findSignInCode, insertSession, insertSignInCode, takeSignInCode } from '../store/sessions.ts'
import { hashOf, newSecret } from './auth.ts'
import { HttpProblem } from './problem.ts'
import type { House } from './routes.ts'
import { idleSince, setSessionCookie } from './session-cookie.ts'
import { askingPage, languageOf, spentPage } from './sign-in-page.ts'
import { fromOurPage } from './who.ts'

/** Time enough to walk over to a phone, too little to be found in an old log. */
const LINK_MS = 3600 * 1000

export type SignInLink = { code: string; expiresAt: number }

/** Makes a code that signs one browser in, once, as `name`. */
export async function makeSignInCode(
  { tx, now }: Pick<Unit, 'tx' | 'now'>,
  who: { name: string; tokenId: string },
): Promise<SignInLink> {
  const code = newSecret('nbc')
  const expiresAt = now + LINK_MS
  await insertSignInCode(tx, hashOf(code), { ...who, expiresAt })
  return { code, expiresAt }
}

export const signInUrl = (baseUrl: string, code: string): string => `${baseUrl}/sign-in?code=${code}`

/** Nobody is called so: the link of the first start, and what it signs in. */
export const FIRST_START = 'first start'

/**
 * Where a sign-in link leads. To open it changes nothing: chat programs and mail scanners open
 * every link they see, and some of them run its scripts. A person presses the button, which takes
 * the code. Without a code it is a page like any other.
 */
export function signIn(house: House): Hono {
  const app = new Hono()
  app.get('/sign-in', async (c, next) => {
    const code = c.req.query('code')
    if (code === undefined) return next()
    const found = await findSignInCode(house.db.read, hashOf(code), house.clock.now())
    if (!found) return refuse(c, house)
    return show(
      c,
      200,
      askingPage(languageOf(c.req.header('Accept-Language')), found.name === FIRST_START ? null : found.name),
    )
  })
  app.post('/sign-in', async (c) => {
    const origin = c.req.header('Origin')
    if (origin !== undefined && !fromOurPage(c, house.baseUrl()))
      throw new HttpProblem(403, 'cross-site', {
        ko: '다른 사이트의 페이지가 이 브라우저를 로그인시킬 수 없습니다.',
        en: 'a page of another site may not sign this browser in',
      })
    const secret = await openSession(house, c.req.query('code') ?? '')
    if (secret === null) return refuse(c, house)
    setSessionCookie(c, secret, house.baseUrl())
    return c.redirect('/', 303)
  })
  return app
}

/** The code opens nothing. Whoever is signed in already need not care. */
async function refuse(c: Context, house: House): Promise<Response> {
  return (await house.whoIs(c)) === null
    ? show(c, 401, spentPage(languageOf(c.req.header('Accept-Language'))))
    : c.redirect('/', 303)
}

function show(c: Context, status: 200 | 401, page: ReturnType<typeof askingPage>) {
  c.header('Cache-Control', 'no-store')
  // The code goes nowhere with a link; "no-referrer" would also hide from us which page the form is on.
  c.header('Referrer-Policy', 'same-origin')
  c.header('Content-Security-Policy', POLICY)
  c.header('X-Content-Type-Options', 'nosniff')
  return c.html(page, status)
}

/** Nothing runs, and nobody puts the button under another page's. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/** The secret of a new session, or null when the code opens nothing. */
async function openSession({ engine }: House, code: string): Promise<string | null> {
  return engine.transact(async ({ tx, now }) => {
    const found = await takeSignInCode(tx, hashOf(code), now)
    if (!found) return null
    const secret = newSecret('nbs')
    const id = `ses_${randomUUID()}`
    const session = { id, name: found.name, tokenId: found.tokenId, createdAt: now, lastUsedAt: now }
    await insertSession(tx, hashOf(secret), session, idleSince(now))
    return secret
  })
}
