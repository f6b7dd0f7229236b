import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Unit } from '../engine/batch.ts'
import { insertSession, insertSignInCode, takeSignInCode } from '../store/sessions.ts'
import { hashOf, newSecret } from './auth.ts'
import type { House } from './routes.ts'
import { idleSince, setSessionCookie } from './session-cookie.ts'

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

/** Where a sign-in link leads. Without a code it is a page like any other. */
export function signIn(house: House): Hono {
  const app = new Hono()
  app.get('/sign-in', async (c, next) => {
    const code = c.req.query('code')
    if (code === undefined) return next()
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    // Who only asks whether it is there, or a browser that guesses, must not use the link up.
    if (isOnlyLooking(c)) return c.body(null, 204)
    const secret = await openSession(house, code)
    if (secret !== null) setSessionCookie(c, secret, house.baseUrl())
    else if ((await house.whoIs(c)) === null) return c.text(SPENT, 401)
    return c.redirect('/')
  })
  return app
}

const isOnlyLooking = (c: Context): boolean =>
  c.req.method === 'HEAD' || /prefetch/.test(c.req.header('Sec-Purpose') ?? c.req.header('Purpose') ?? '')

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

const SPENT = `이 로그인 링크는 이미 사용되었거나 만료되었습니다. 서버에서 새 링크를 만드세요: npx nightbell sign-in-link
This sign-in link was used or has expired. Make another one on the server: npx nightbell sign-in-link
`
