import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { statement } from './statement.ts'

/** What a provider told of an attempt's call, as it came. `attempt` is its number, `at` epoch ms. */
export type KeptCallback = {
  escalationId: string
  attempt: number
  at: number
  kind: string
  fields: Record<string, string>
}

/** Of each attempt. A call has about six; a provider that repeats itself for ever must not fill the disk. */
const MOST_KEPT = 50
/** One more is written: it says that there were more. */
const MOST_WRITTEN = MOST_KEPT + 1

const INTO = 'insert into callbacks (escalation_id, attempt, number, at, kind, fields)'
const insert = statement({
  sqlite: `${INTO}
    select n.escalation_id, n.attempt, coalesce(max(c.number), 0) + 1, n.at, n.kind, n.fields
    from (select ? as escalation_id, ? as attempt, ? as at, ? as kind, ? as fields) n
    left join callbacks c on c.escalation_id = n.escalation_id and c.attempt = n.attempt
    having coalesce(max(c.number), 0) < ${MOST_WRITTEN}`,
  postgres: `${INTO}
    select * from (
      select escalation_id, attempt, row_number() over (
        partition by escalation_id, attempt order by place) + coalesce((
          select max(number) from callbacks c where c.escalation_id = n.escalation_id and c.attempt = n.attempt
        ), 0) as number, at, kind, fields
      from unnest($1::text[], $2::integer[], $3::bigint[], $4::text[], $5::text[]) with ordinality
        as n (escalation_id, attempt, at, kind, fields, place)) numbered
    where number <= ${MOST_WRITTEN}`,
})

/** Keeps the first of each attempt, in this order. Their escalations are locked. */
export async function saveCallbacks(tx: Tx, callbacks: readonly KeptCallback[]): Promise<void> {
  if (callbacks.length === 0) return
  await insert(
    tx,
    callbacks.map(({ escalationId }) => escalationId),
    callbacks.map(({ attempt }) => attempt),
    callbacks.map(({ at }) => at),
    callbacks.map(({ kind }) => kind),
    callbacks.map(({ fields }) => JSON.stringify(fields)),
  )
}

/** `more`: others came after these, and were not kept. */
export type CallbacksOfAttempt = { attempt: number; callbacks: KeptCallback[]; more: boolean }

/** Those of an escalation, by attempt, in the order in which they came. */
export async function callbacksOf(db: Kysely<Tables>, escalationId: string): Promise<CallbacksOfAttempt[]> {
  const rows = await db
    .selectFrom('callbacks')
    .select(['attempt', 'at', 'kind', 'fields'])
    .where('escalation_id', '=', escalationId)
    .orderBy('attempt')
    .orderBy('number')
    .execute()
  const kept = rows.map((row) => ({ ...row, escalationId, fields: JSON.parse(row.fields) }))
  return [...Map.groupBy(kept, ({ attempt }) => attempt)].map(([attempt, callbacks]) => ({
    attempt,
    callbacks: callbacks.slice(0, MOST_KEPT),
    more: callbacks.length > MOST_KEPT,
  }))
}
