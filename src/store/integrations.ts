import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { statement } from './statement.ts'

/** A door through which one monitoring system sends its alerts. Its key is kept as a hash. */
export type IntegrationRecord = {
  id: string
  name: string
  source: string
  policyId: string
  createdAt: number
}

const columns = ['id', 'name', 'source', 'policy_id', 'created_at'] as const
type Row = { id: string; name: string; source: string; policy_id: string; created_at: number }
const recordOf = (row: Row): IntegrationRecord => ({
  id: row.id,
  name: row.name,
  source: row.source,
  policyId: row.policy_id,
  createdAt: row.created_at,
})

const OPENED = 'select id, name, source, policy_id, created_at, key_hash from integrations'

const opened = statement<Row & { key_hash: string }>({
  sqlite: `${OPENED} where key_hash = ? and source = ?`,
  postgres: `${OPENED} where key_hash = any($1) and source = $2`,
})

/** What each of these keys opens, in their order; null: nothing. */
export async function findIntegrations(
  db: Kysely<Tables>,
  source: string,
  keyHashes: readonly string[],
): Promise<(IntegrationRecord | null)[]> {
  const rows = await opened(db, [...new Set(keyHashes)], source)
  const found = new Map(rows.map((row) => [row.key_hash, recordOf(row)]))
  return keyHashes.map((hash) => found.get(hash) ?? null)
}

export async function listIntegrations(db: Kysely<Tables>): Promise<IntegrationRecord[]> {
  const rows = await db.selectFrom('integrations').select(columns).orderBy('name').execute()
  return rows.map(recordOf)
}

export async function insertIntegration(tx: Tx, record: IntegrationRecord, keyHash: string): Promise<void> {
  await tx
    .insertInto('integrations')
    .values({
      id: record.id,
      name: record.name,
      source: record.source,
      policy_id: record.policyId,
      key_hash: keyHash,
      created_at: record.createdAt,
    })
    .execute()
}

/** False when there was none. */
export async function deleteIntegration(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('integrations').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** The integrations that start this policy. */
export const integrationsOf = (
  db: Kysely<Tables>,
  policyId: string,
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('integrations')
    .select(['id', 'name'])
    .where('policy_id', '=', policyId)
    .orderBy('name')
    .execute()
