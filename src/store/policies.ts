import type { Kysely } from 'kysely'
import type { Plan } from '../domain/plan.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** Who is rung, in what order, how often: everything of a plan but the occasion. */
export type Policy = Omit<Plan, 'message' | 'drill' | 'urgency'>
export type PolicyRecord = { id: string; name: string; policy: Policy; createdAt: number }

const columns = ['id', 'name', 'policy', 'created_at'] as const
const recordOf = (row: { id: string; name: string; policy: string; created_at: number }): PolicyRecord => ({
  id: row.id,
  name: row.name,
  policy: JSON.parse(row.policy),
  createdAt: row.created_at,
})

export async function loadPolicy(db: Kysely<Tables>, id: string): Promise<PolicyRecord | null> {
  const row = await db.selectFrom('policies').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? recordOf(row) : null
}

export async function listPolicies(db: Kysely<Tables>): Promise<PolicyRecord[]> {
  const rows = await db.selectFrom('policies').select(columns).orderBy('name').execute()
  return rows.map(recordOf)
}

/** Makes it, or changes the one with this id. */
export async function savePolicy(tx: Tx, { id, name, policy, createdAt }: PolicyRecord): Promise<void> {
  await tx
    .insertInto('policies')
    .values({ id, name, policy: JSON.stringify(policy), created_at: createdAt })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((row) => ({ name: row.ref('excluded.name'), policy: row.ref('excluded.policy') })),
    )
    .execute()
}

/** False when there was none. The caller makes sure that no integration needs it. */
export async function deletePolicy(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('policies').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
