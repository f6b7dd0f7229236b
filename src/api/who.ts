import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Clock } from '../engine/clock.ts'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import { findSession, noteSessionUse, type SessionRecord } from '../store/sessions.ts'
import { findToken, noteTokenUse } from '../store/tokens.ts'
import { bearerOf, hashOf, sameSecret } from './auth.ts'
import { HttpProblem } from './problem.ts'
import { idleSince, sessionSecretOf } from './session-cookie.ts'

/** Who a request comes from. This file decides it, and is where other ways to sign in will come in. */
export type Who = {
  name: string
  /** The token that it came with, or that its session goes back to. */
  tokenId: string
  /** Null for a program that sends the token itself. */
  session: SessionRecord | null
}

/** Null: nobody we know. */
export type WhoIs = (c: Context) => Promise<Who | null>

declare module 'hono' {
  interface ContextVariableMap {
    who: Who
  }
}

/** The id that `NIGHTBELL_ADMIN_TOKEN` has among tokens: another value is another token. */
export const adminTokenId = (token: string): string => `env-${hashOf(token).slice(0, 16)}`

export function createWhoIs(on: { db: Database; clock: Clock; log: Log; adminToken: string | null }): WhoIs {
  const note = noteUses(on)

  async function byToken(c: Context, token: string): Promise<Who | null> {
    if (on.adminToken !== null && sameSecret(token, on.adminToken))
      return { name: 'NIGHTBELL_ADMIN_TOKEN', tokenId: adminTokenId(on.adminToken), session: null }
    const found = await findToken(on.db.read, hashOf(token))
    if (!found) return null
    await note(found.id, (now) => on.db.write((tx) => noteTokenUse(tx, found.id, now, clientOf(c))))
    return { name: found.name, tokenId: found.id, session: null }
  }

  async function bySession(secret: string): Promise<Who | null> {
    const session = await findSession(on.db.read, hashOf(secret), idleSince(on.clock.now()))
    if (!session) return null
    await note(session.id, (now) => on.db.write((tx) => noteSessionUse(tx, session.id, now)))
    return { name: session.name, tokenId: session.tokenId, session }
  }

  return async (c) => {
    const token = bearerOf(c.req.header('Authorization'))
    if (token !== null) return byToken(c, token)
    const secret = sessionSecretOf(c)
    return secret === null ? null : bySession(secret)
  }
}

/** A commit for every request would cost more than the request: once a minute is often enough. */
const NOTE_EVERY_MS = 60_000

function noteUses({ clock, log }: { clock: Clock; log: Log }) {
  const notedAt = new Map<string, number>()
  return async (id: string, write: (now: number) => Promise<void>): Promise<void> => {
    const now = clock.now()
    if (now - (notedAt.get(id) ?? -Infinity) < NOTE_EVERY_MS) return
    notedAt.set(id, now)
    try {
      await write(now)
    } catch (error) {
      // A database that cannot be written to must not keep people from seeing what goes on.
      log.warn({ err: error }, 'could not note who came in')
    }
  }
}

/** Address and program, as far as they can be known: behind a proxy the address is the proxy's. */
function clientOf(c: Context): string {
  const { address = 'unknown address' } = getConnInfo(c).remote
  return `${address} ${c.req.header('User-Agent') ?? ''}`.trim().slice(0, 200)
}

/** Nothing behind this is done, or shown, without a token or a session. */
export function requireSignIn({
  whoIs,
  baseUrl,
}: {
  whoIs: WhoIs
  baseUrl: () => string
}): MiddlewareHandler {
  return async (c, next) => {
    const who = await whoIs(c)
    if (who === null) throw notSignedIn(c)
    if (who.session && mayChange(c) && !fromOurPage(c, baseUrl()))
      throw new HttpProblem(403, 'cross-site', {
        ko: '다른 사이트의 페이지가 대신할 수 없습니다. 이 서버의 Origin 헤더나 토큰을 보내세요.',
        en: 'a page of another site may not act for you: send the Origin header that a browser sends from this one, or a token',
      })
    c.set('who', who)
    await next()
  }
}

function notSignedIn(c: Context): HttpProblem {
  const detail =
    bearerOf(c.req.header('Authorization')) === null
      ? {
          ko: '브라우저에서 로그인 링크를 열거나(npx nightbell sign-in-link 로 만듭니다) 토큰을 보내세요: Authorization: Bearer <token>',
          en: 'open a sign-in link in a browser (npx nightbell sign-in-link makes one), or send a token: Authorization: Bearer <token>',
        }
      : { ko: '모르는 토큰이거나 폐기된 토큰입니다.', en: 'this token is not known, or was revoked' }
  return new HttpProblem(401, 'not-signed-in', detail, { headers: { 'WWW-Authenticate': 'Bearer' } })
}

/** A WebSocket begins as a GET and takes commands afterwards. */
const mayChange = (c: Context): boolean =>
  !['GET', 'HEAD'].includes(c.req.method) || c.req.header('Upgrade') !== undefined

/**
 * A browser sends its cookie with requests that other sites make, too, and says in `Origin` whose
 * page made them: it cannot be forged by a page. A token is sent by nobody who does not know it.
 */
export function fromOurPage(c: Context, baseUrl: string): boolean {
  const origin = c.req.header('Origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === c.req.header('Host') || origin === new URL(baseUrl).origin
}
