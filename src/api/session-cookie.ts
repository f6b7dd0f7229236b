import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export const SESSION_COOKIE = 'nightbell_session'
const DAY_MS = 24 * 3600 * 1000

/** Who is on call every few weeks must not have to sign in at night: a session ends when it was not used for so long. */
const IDLE_DAYS = 30
/** The longest that Chrome keeps a cookie; the database decides, and sooner. */
const COOKIE_SECONDS = 400 * 24 * 3600

/** Sessions that were last used before this have ended. */
export const idleSince = (now: number): number => now - IDLE_DAYS * DAY_MS
export const idleUntil = (lastUsedAt: number): number => lastUsedAt + IDLE_DAYS * DAY_MS

export const sessionSecretOf = (c: Context): string | null => getCookie(c, SESSION_COOKIE) ?? null

/**
 * `Lax` and not `Strict`: a link to an escalation in a chat or a text message must open signed in.
 * Lax sends the cookie along with such a GET, which changes nothing; what changes something is held
 * to its `Origin` (who.ts). `Secure` only over HTTPS: a browser drops it on plain HTTP.
 */
export function setSessionCookie(c: Context, secret: string, baseUrl: string): void {
  setCookie(c, SESSION_COOKIE, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: overHttps(c, baseUrl),
    maxAge: COOKIE_SECONDS,
  })
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION_COOKIE, { path: '/' })
}

/** The proxy in front of us ends HTTPS: it says so, or the address that was asked for is the public one. */
function overHttps(c: Context, baseUrl: string): boolean {
  if (c.req.header('X-Forwarded-Proto') === 'https') return true
  const { protocol, host } = new URL(baseUrl)
  return protocol === 'https:' && c.req.header('Host') === host
}
