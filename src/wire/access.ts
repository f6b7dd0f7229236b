import { z } from 'zod'
import { LIMITS } from '../domain/plan.ts'

const name = z.string().trim().min(1).max(LIMITS.nameCharacters)
const time = z.iso.datetime({ offset: true })

/** Who a request comes from. */
export const Session = z
  .object({
    name: z.string().meta({ example: 'first start' }),
    via: z.enum(['session', 'token']),
    token_id: z.string().meta({
      example: 'tok_…',
      description: 'The token that was sent, or that the session goes back to and ends with.',
    }),
    signed_in_at: time.nullable().meta({ description: 'Null when a token was sent.' }),
    expires_at: time
      .nullable()
      .meta({ description: 'When it ends if it is not used again. Null when a token was sent.' }),
  })
  .meta({ id: 'Session' })

export const NewSignInLink = z
  .strictObject({
    name: name.optional().meta({ example: '홍길동의 휴대폰', description: 'Who will be signed in with it.' }),
  })
  .meta({ id: 'NewSignInLink' })

/** `url` signs one browser in, once. */
export const SignInLink = z.object({ url: z.string(), expires_at: time }).meta({ id: 'SignInLink' })

export const NewToken = z
  .strictObject({ name: name.meta({ example: 'deployment script' }) })
  .meta({ id: 'NewToken' })

/** A browser that is signed in. */
const signedIn = {
  name: z.string().meta({ example: '홍길동의 휴대폰' }),
  signed_in_at: time,
  last_used_at: time.meta({ description: 'To the minute.' }),
  current: z.boolean().meta({ description: 'Whether this very request comes from it.' }),
}

export const BrowserSession = z
  .object({ id: z.string().meta({ example: 'ses_…' }), ...signedIn })
  .meta({ id: 'BrowserSession' })
export type BrowserSession = z.infer<typeof BrowserSession>

export const EndedSessions = z
  .object({ ended: z.int().meta({ description: 'How many were signed out.' }) })
  .meta({ id: 'EndedSessions' })
export type EndedSessions = z.infer<typeof EndedSessions>

export const Token = z
  .object({
    id: z.string().meta({ example: 'tok_…' }),
    name: z.string(),
    created_at: time,
    last_used_at: time.nullable().meta({ description: 'To the minute. Null: never.' }),
    last_used_from: z.string().nullable().meta({
      example: '203.0.113.7 curl/8.5.0',
      description: 'Address (behind a proxy: its address) and program.',
    }),
    sessions: z.array(z.object(signedIn)).meta({ description: 'What is signed out when it is revoked.' }),
    open_links: z
      .int()
      .meta({ description: 'Sign-in links that were made with it, and not used yet; they end with it.' }),
  })
  .meta({ id: 'Token' })
export type Token = z.infer<typeof Token>

/** `token` is shown this once. */
export const CreatedToken = z
  .object({ ...Token.shape, token: z.string().meta({ example: 'nbt_…' }) })
  .meta({ id: 'CreatedToken' })
