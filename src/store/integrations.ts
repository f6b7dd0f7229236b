import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

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

export async function findIntegration(
  db: Kysely<Tables>,
  source: string,
  keyHash: string,
): Promise<IntegrationRecord | null> {
  const row = await db
    .selectFrom('integrations')
    .select(columns)
    .where('source', '=', source)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row ? recordOf(row) : null
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
