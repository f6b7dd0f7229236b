import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** A browser that is signed in; only the hash of its secret is kept. Times are epoch milliseconds. */
export type SessionRecord = {
  id: string
  name: string
  /** The token that it goes back to. */
  tokenId: string
  createdAt: number
  lastUsedAt: number
}

const columns = ['id', 'name', 'token_id', 'created_at', 'last_used_at'] as const
type Row = Pick<Tables['sessions'], (typeof columns)[number]>
const recordOf = (row: Row): SessionRecord => ({
  id: row.id,
  name: row.name,
  tokenId: row.token_id,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
})

export type SignInCode = { name: string; tokenId: string; expiresAt: number }

export async function insertSignInCode(tx: Tx, hash: string, code: SignInCode): Promise<void> {
  await tx
    .insertInto('sign_in_codes')
    .values({ code_hash: hash, name: code.name, token_id: code.tokenId, expires_at: code.expiresAt })
    .execute()
}

/** Whom the code would sign in. */
export async function findSignInCode(
  db: Kysely<Tables>,
  hash: string,
  now: number,
): Promise<SignInCode | null> {
  const row = await db
    .selectFrom('sign_in_codes')
    .select(['name', 'token_id', 'expires_at'])
    .where('code_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? { name: row.name, tokenId: row.token_id, expiresAt: row.expires_at } : null
}

/** Whom the code signs in. It is gone afterwards, so that of two who use it at once one gets in. */
export async function takeSignInCode(tx: Tx, hash: string, now: number): Promise<SignInCode | null> {
  await tx.deleteFrom('sign_in_codes').where('expires_at', '<=', now).execute()
  const row = await tx
    .deleteFrom('sign_in_codes')
    .where('code_hash', '=', hash)
    .returning(['name', 'token_id', 'expires_at'])
    .executeTakeFirst()
  return row ? { name: row.name, tokenId: row.token_id, expiresAt: row.expires_at } : null
}

/** Whether a browser is signed in, or has a link with which it could be. */
export async function hasSessions(db: Kysely<Tables>): Promise<boolean> {
  const session = db.selectFrom('sessions').select('id').limit(1).executeTakeFirst()
  const code = db.selectFrom('sign_in_codes').select('code_hash').limit(1).executeTakeFirst()
  return (await session) !== undefined || (await code) !== undefined
}

/** A session that was made while its token was being revoked opens nothing. The token of a setting is in no table. */
const hasToken = (e: ExpressionBuilder<Tables, 'sessions'>) =>
  e.or([
    e('token_id', 'like', 'env-%'),
    e.exists(e.selectFrom('tokens').select('id').whereRef('tokens.id', '=', 'sessions.token_id')),
  ])

/** `idleSince`: a session that was not used since then has ended. */
export async function findSession(
  db: Kysely<Tables>,
  hash: string,
  idleSince: number,
): Promise<SessionRecord | null> {
  const row = await db
    .selectFrom('sessions')
    .select(columns)
    .where('secret_hash', '=', hash)
    .where('last_used_at', '>', idleSince)
    .where(hasToken)
    .executeTakeFirst()
  return row ? recordOf(row) : null
}

/** Those that have not ended, in the order in which they began. */
export async function listSessions(db: Kysely<Tables>, idleSince: number): Promise<SessionRecord[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(columns)
    .where('last_used_at', '>', idleSince)
    .where(hasToken)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(recordOf)
}

/** How many sign-in links of each token may still be used, by the token's id. */
export async function openLinks(db: Kysely<Tables>, now: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sign_in_codes')
    .select((e) => ['token_id', e.fn.countAll<number>().as('links')])
    .where('expires_at', '>', now)
    .groupBy('token_id')
    .execute()
  return new Map(rows.map(({ token_id: id, links }) => [id, links]))
}

/** Forgets those that have ended, too. */
export async function insertSession(
  tx: Tx,
  hash: string,
  session: SessionRecord,
  idleSince: number,
): Promise<void> {
  await tx.deleteFrom('sessions').where('last_used_at', '<=', idleSince).execute()
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      secret_hash: hash,
      name: session.name,
      token_id: session.tokenId,
      created_at: session.createdAt,
      last_used_at: session.lastUsedAt,
    })
    .execute()
}

export async function noteSessionUse(tx: Tx, id: string, at: number): Promise<void> {
  await tx.updateTable('sessions').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** False when there was none. */
export async function deleteSession(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** All but `own`, and every link that would begin another. The ids of those that had not ended by themselves. */
export async function deleteOtherSessions(tx: Tx, own: string | null, idleSince: number): Promise<string[]> {
  await tx.deleteFrom('sign_in_codes').execute()
  const others = (await listSessions(tx, idleSince)).map(({ id }) => id).filter((id) => id !== own)
  if (others.length > 0) await tx.deleteFrom('sessions').where('id', 'in', others).execute()
  return others
}

/** Ends what goes back to tokens from the environment other than `tokenId`: the setting was changed. */
export async function endSessionsOfOtherAdmins(tx: Tx, tokenId: string): Promise<void> {
  for (const table of ['sessions', 'sign_in_codes'] as const)
    await tx.deleteFrom(table).where('token_id', 'like', 'env-%').where('token_id', '<>', tokenId).execute()
}
