import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** Who repeats a request does so within minutes; afterwards a key may stand for something new. */
const KEPT_MS = 24 * 3600 * 1000
/** So many old ones go with each new one: fewer than that are never left for long. */
const FORGOTTEN_AT_ONCE = 100

/** What a client's `Idempotency-Key` stood for when it was first used, within the last 24 hours. */
export async function findIdempotencyKey(
  db: Kysely<Tables>,
  key: string,
  now: number,
): Promise<{ requestHash: string; escalationId: string } | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .where('created_at', '>', now - KEPT_MS)
    .executeTakeFirst()
  return row ? { requestHash: row.request_hash, escalationId: row.escalation_id } : null
}

/** Forgets what is too old, too. */
export async function insertIdempotencyKey(
  tx: Tx,
  used: { key: string; requestHash: string; escalationId: string; createdAt: number },
): Promise<void> {
  const old = tx
    .selectFrom('idempotency_keys')
    .select('key')
    .where('created_at', '<=', used.createdAt - KEPT_MS)
    .orderBy('created_at')
    .limit(FORGOTTEN_AT_ONCE)
    .forUpdate()
    .skipLocked()
  await tx
    .deleteFrom('idempotency_keys')
    .where('created_at', '<=', used.createdAt - KEPT_MS)
    .where((e) => e.or([e('key', '=', used.key), e('key', 'in', old)]))
    .execute()
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
