import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { HttpProblem } from './problem.ts'

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** 192 random bits, in characters that survive any shell. */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(24).toString('base64url')}`

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)))
}

/** Who knows a token: its name, or null. */
export type Authenticate = (token: string) => Promise<string | null>

export function bearerOf(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null
}

/** Nothing behind this is done, or shown, without a token. */
export function requireToken(authenticate: Authenticate): MiddlewareHandler {
  return async (c, next) => {
    const token = bearerOf(c.req.header('Authorization'))
    if (token === null || (await authenticate(token)) === null)
      throw new HttpProblem(
        401,
        'not-signed-in',
        token === null
          ? 'send a token: Authorization: Bearer <token>; the first start printed one, NIGHTBELL_ADMIN_TOKEN sets one'
          : 'this token is not known, or was revoked',
        { headers: { 'WWW-Authenticate': 'Bearer' } },
      )
    await next()
  }
}
