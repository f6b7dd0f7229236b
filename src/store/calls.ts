import type { Kysely } from 'kysely'
import type { AttemptId, CallId } from '../domain/attempt.ts'
import type { Tx } from './database.ts'
import { waitsForTurn } from './effects.ts'
import type { Tables } from './schema.ts'
import { insertion, statement } from './statement.ts'

/** What we know of a call besides its escalation's state. `checkAt` null: nothing more is to be learnt. */
export type CallRecord = {
  attempt: AttemptId
  escalationId: string
  phone: string
  callId: CallId | null
  /** When it was asked for, or began to wait for its turn. */
  createdAt: number
  checkAt: number | null
}

const upsert = insertion(
  'calls',
  {
    attempt_id: 'text',
    escalation_id: 'text',
    phone: 'text',
    call_id: 'text',
    created_at: 'bigint',
    check_at: 'bigint',
  },
  { key: ['attempt_id'], replace: ['call_id', 'check_at'] },
)

export async function saveCalls(tx: Tx, calls: readonly CallRecord[]): Promise<void> {
  await upsert(
    tx,
    calls.map((call) => ({
      attempt_id: call.attempt,
      escalation_id: call.escalationId,
      phone: call.phone,
      call_id: call.callId,
      created_at: call.createdAt,
      check_at: call.checkAt,
    })),
  )
}

/** They have waited for their turn, and are asked for now. */
export async function askedFor(tx: Tx, attempts: readonly AttemptId[], now: number): Promise<void> {
  if (attempts.length > 0) await setCreated(tx, now, attempts)
}

const setCreated = statement({
  sqlite: 'update calls set created_at = ? where attempt_id = ?',
  postgres: 'update calls set created_at = $1 where attempt_id = any($2)',
})

/** There is no call after all: the provider refused it. */
export async function forgetCalls(tx: Tx, attempts: readonly AttemptId[]): Promise<void> {
  if (attempts.length > 0) await remove(tx, attempts)
}

const remove = statement({
  sqlite: 'delete from calls where attempt_id = ?',
  postgres: 'delete from calls where attempt_id = any($1)',
})

/** `callId` null: whether there is a call is not known. */
export type DueCall = { attempt: AttemptId; escalationId: string; callId: CallId | null; createdAt: number }

/** Calls of which nothing was heard for long enough to ask. Nobody else is given them until this transaction ends. */
export async function dueCalls(tx: Tx, now: number, limit: number): Promise<DueCall[]> {
  const rows = await tx
    .selectFrom('calls')
    .select(['attempt_id', 'escalation_id', 'call_id', 'created_at'])
    .where('check_at', '<=', now)
    .orderBy('check_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => ({
    attempt: row.attempt_id,
    escalationId: row.escalation_id,
    callId: row.call_id,
    createdAt: row.created_at,
  }))
}

/** Other attempts at this number that were asked for lately, and whose calls are not known either. */
export async function rivalsOf(
  db: Kysely<Tables>,
  phone: string,
  attempt: AttemptId,
  since: number,
): Promise<{ earlier: boolean }[]> {
  const rows = await db
    .selectFrom('calls')
    .select(['attempt_id', 'created_at'])
    .where('phone', '=', phone)
    .where('call_id', 'is', null)
    .where('created_at', '>=', since - RIVAL_MS)
    // Who waits for a turn was never asked for, and has no call.
    .where((e) => e.not(waitsForTurn(e.ref('attempt_id'))))
    .orderBy('created_at')
    .orderBy('attempt_id')
    .execute()
  const mine = rows.findIndex((row) => row.attempt_id === attempt)
  return rows.map((_, i) => ({ earlier: i < mine })).filter((_, i) => i !== mine)
}
/** An attempt that began so much earlier does not wait for its call any more. */
const RIVAL_MS = 180_000

/** When to ask about a call again, epoch ms; null: nothing more is to be learnt. */
export type NextCheck = { attempt: AttemptId; at: number | null }

export async function checkAgain(tx: Tx, checks: readonly NextCheck[]): Promise<void> {
  if (checks.length === 0) return
  await setCheck(
    tx,
    checks.map(({ at }) => at),
    checks.map(({ attempt }) => attempt),
  )
}

const setCheck = statement({
  sqlite: 'update calls set check_at = ? where attempt_id = ?',
  postgres: `update calls set check_at = n.at from unnest($1::bigint[], $2::text[]) as n (at, attempt)
    where attempt_id = n.attempt`,
})

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
