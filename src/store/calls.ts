import type { Kysely } from 'kysely'
import type { AttemptId, CallId } from '../domain/attempt.ts'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'

/** What we know of a call besides its escalation's state. `checkAt` null: nothing more is to be learnt. */
export type CallRecord = {
  attempt: AttemptId
  escalationId: string
  phone: string
  callId: CallId | null
  createdAt: number
  checkAt: number | null
}

export async function saveCalls(tx: Tx, calls: readonly CallRecord[]): Promise<void> {
  if (calls.length === 0) return
  await tx
    .insertInto('calls')
    .values(
      calls.map((call) => ({
        attempt_id: call.attempt,
        escalation_id: call.escalationId,
        phone: call.phone,
        call_id: call.callId,
        created_at: call.createdAt,
        check_at: call.checkAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('attempt_id').doUpdateSet((row) => ({
        call_id: row.ref('excluded.call_id'),
        check_at: row.ref('excluded.check_at'),
      })),
    )
    .execute()
}

export type DueCall = { attempt: AttemptId; escalationId: string; callId: CallId; createdAt: number }

/** Calls of which nothing was heard for long enough to ask. Nobody else is given them until this transaction ends. */
export async function dueCalls(tx: Tx, now: number, limit: number): Promise<DueCall[]> {
  const rows = await tx
    .selectFrom('calls')
    .select(['attempt_id', 'escalation_id', 'call_id', 'created_at'])
    .where('check_at', '<=', now)
    .where('call_id', 'is not', null)
    .orderBy('check_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.flatMap((row) =>
    row.call_id === null
      ? []
      : [
          {
            attempt: row.attempt_id,
            escalationId: row.escalation_id,
            callId: row.call_id,
            createdAt: row.created_at,
          },
        ],
  )
}

export async function checkCallAgain(tx: Tx, attempt: AttemptId, at: number | null): Promise<void> {
  await tx.updateTable('calls').set({ check_at: at }).where('attempt_id', '=', attempt).execute()
}

export async function nextCheck(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('calls')
    .select((e) => e.fn.min('check_at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

/** Which of these provider's calls belong to an attempt already. */
export async function boundCalls(db: Kysely<Tables>, callIds: readonly CallId[]): Promise<Set<string>> {
  if (callIds.length === 0) return new Set()
  const rows = await db.selectFrom('calls').select('call_id').where('call_id', 'in', callIds).execute()
  return new Set(rows.flatMap((row) => row.call_id ?? []))
}
