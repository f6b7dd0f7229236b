import type { Kysely } from 'kysely'
import type { Event } from '../domain/escalation.ts'
import type { Person, Rung } from '../domain/plan.ts'
import { together, type Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { statement } from './statement.ts'

/** Whom an event is about, as they were when it happened. */
export type About = Rung & Person

export type NewEvent = { escalationId: string; event: Event; about: About | null }

/** An event with its place in the one history of everything. */
export type StoredEvent = NewEvent & { id: number }

/** Where PostgreSQL tells all nodes of the newest event. */
export const EVENTS_CHANNEL = 'nightbell_events'

const COUNT = `update counters set value = value + N where name = 'events' returning value`

const countOn = statement<{ value: number }>({
  sqlite: COUNT.replace('N', '?'),
  // At the commit PostgreSQL tells every node, once for the whole group; SQLite has only one.
  postgres: `with counted as (${COUNT.replace('N', '$1')}) select value, pg_notify('${EVENTS_CHANNEL}', value::text) from counted`,
})

const INTO = 'insert into events (escalation_id, at, data, about, id)'
/** What was counted before it gives the ids: the database need not be waited for in between. */
const insert = statement({
  sqlite: `${INTO} select ?, ?, ?, ?, value - ? + ? from counters where name = 'events'`,
  postgres: `${INTO} select n.escalation_id, n.at, n.data, n.about, value - $5 + place
    from counters, unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $6::integer[])
      as n (escalation_id, at, data, about, place)
    where name = 'events'`,
})

/**
 * Appends to the history and gives out ids. The counter's row is locked until the transaction ends,
 * so ids become visible in their own order, without a gap: a reader who has seen `n` has missed
 * nothing before it.
 */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<StoredEvent[]> {
  if (events.length === 0) return []
  const counting = countOn(tx, events.length)
  const inserting = insert(
    tx,
    events.map(({ escalationId }) => escalationId),
    events.map(({ event }) => event.at),
    events.map(({ event }) => JSON.stringify(event)),
    events.map(({ about }) => about && JSON.stringify(about)),
    events.length,
    events.map((_, i) => i + 1),
  )
  await together([counting, inserting])
  const [counted] = await counting
  if (!counted) throw new Error('the counter of events is gone')
  const first = counted.value - events.length + 1
  return events.map((e, i) => ({ ...e, id: first + i }))
}

/** The next event's id will be larger by so much than it would have been. */
export async function skipEventIds(tx: Tx, count: number): Promise<void> {
  await tx
    .updateTable('counters')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('name', '=', 'events')
    .execute()
}

/** The events after `after`, oldest first: of everything, or of one escalation. */
export async function eventsAfter(
  db: Kysely<Tables>,
  after: number,
  options: { escalationId?: string | undefined; limit: number },
): Promise<StoredEvent[]> {
  let query = db.selectFrom('events').select(['id', 'escalation_id', 'data', 'about']).where('id', '>', after)
  if (options.escalationId) query = query.where('escalation_id', '=', options.escalationId)
  const rows = await query.orderBy('id').limit(options.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    escalationId: row.escalation_id,
    event: JSON.parse(row.data),
    about: row.about === null ? null : JSON.parse(row.about),
  }))
}

export async function lastEventId(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'events')
    .executeTakeFirstOrThrow()
  return row.value
}

/** When the newest event happened, epoch ms; 0 when nothing has. */
export async function lastEventTime(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('events').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.at ?? 0
}
