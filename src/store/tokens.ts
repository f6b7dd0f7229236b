import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** An API token; only its hash is kept. Times are epoch milliseconds. */
export type TokenRecord = {
  id: string
  name: string
  createdAt: number
  lastUsedAt: number | null
  lastUsedFrom: string | null
}

const columns = ['id', 'name', 'created_at', 'last_used_at', 'last_used_from'] as const
type Row = {
  id: string
  name: string
  created_at: number
  last_used_at: number | null
  last_used_from: string | null
}
const recordOf = (row: Row): TokenRecord => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  lastUsedFrom: row.last_used_from,
})

export async function findToken(db: Kysely<Tables>, hash: string): Promise<TokenRecord | null> {
  const row = await db.selectFrom('tokens').select(columns).where('token_hash', '=', hash).executeTakeFirst()
  return row ? recordOf(row) : null
}

export async function listTokens(db: Kysely<Tables>): Promise<TokenRecord[]> {
  const rows = await db.selectFrom('tokens').select(columns).orderBy('created_at').orderBy('id').execute()
  return rows.map(recordOf)
}

export async function hasTokens(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('tokens').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** False when there is one with this id. */
export async function insertToken(
  tx: Tx,
  token: { id: string; name: string; hash: string; createdAt: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto('tokens')
    .values({ id: token.id, name: token.name, token_hash: token.hash, created_at: token.createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

export async function noteTokenUse(tx: Tx, id: string, at: number, from: string): Promise<void> {
  await tx
    .updateTable('tokens')
    .set({ last_used_at: at, last_used_from: from })
    .where('id', '=', id)
    .execute()
}

/** With every session and link that goes back to it. False when there was none. */
export async function deleteToken(tx: Tx, id: string): Promise<boolean> {
  await tx.deleteFrom('sessions').where('token_id', '=', id).execute()
  await tx.deleteFrom('sign_in_codes').where('token_id', '=', id).execute()
  const { numDeletedRows } = await tx.deleteFrom('tokens').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
