import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** An API token; only its hash is kept. */
export async function findToken(db: Kysely<Tables>, hash: string): Promise<{ name: string } | null> {
  const row = await db.selectFrom('tokens').select('name').where('token_hash', '=', hash).executeTakeFirst()
  return row ?? null
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
