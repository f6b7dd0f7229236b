import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** What a client's `Idempotency-Key` stood for when it was first used. */
export async function findIdempotencyKey(
  db: Kysely<Tables>,
  key: string,
): Promise<{ requestHash: string; escalationId: string } | null> {
  const row = await db.selectFrom('idempotency_keys').selectAll().where('key', '=', key).executeTakeFirst()
  return row ? { requestHash: row.request_hash, escalationId: row.escalation_id } : null
}

export async function insertIdempotencyKey(
  tx: Tx,
  used: { key: string; requestHash: string; escalationId: string; createdAt: number },
): Promise<void> {
  await tx
    .insertInto('idempotency_keys')
    .values({
      key: used.key,
      request_hash: used.requestHash,
      escalation_id: used.escalationId,
      created_at: used.createdAt,
    })
    .execute()
}
