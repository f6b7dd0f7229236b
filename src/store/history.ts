import { isDeepStrictEqual } from 'node:util'
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely'
import type { Known } from '../domain/escalation.ts'
import { pastOf, type Past, type PastAttempt } from '../domain/past.ts'
import { together, type Tx } from './database.ts'
import type { Tables } from './schema.ts'
import { insertion } from './statement.ts'

type Saved = { id: string; createdAt: number; state: Known }
/** An escalation as it is now; `before`: as it was, null when it has just begun. */
export type Change<S extends Saved = Saved> = { now: S; before: Known | null }

const HISTORY = {
  escalation_id: 'text',
  created_at: 'bigint',
  status: 'text',
  drill: 'integer',
  policy_id: 'text',
  policy_name: 'text',
  provider: 'text',
  ended_at: 'bigint',
  search_text: 'text',
} as const
const OF_HISTORY: 'escalation_id'[] = ['escalation_id']

const ATTEMPTS = {
  escalation_id: 'text',
  number: 'integer',
  name: 'text',
  phone: 'text',
  contact_id: 'text',
  outcome: 'text',
  answered: 'integer',
  duration: 'double precision',
  cost_amount: 'double precision',
  cost_currency: 'text',
} as const
const OF_ATTEMPTS: ('escalation_id' | 'number')[] = ['escalation_id', 'number']

const upsertHistory = insertion('history', HISTORY, { key: OF_HISTORY, replace: ['status', 'ended_at'] })
const upsertAttempts = insertion('attempts', ATTEMPTS, {
  key: OF_ATTEMPTS,
  replace: ['outcome', 'answered', 'duration', 'cost_amount', 'cost_currency'],
})
const addMissing = insertion('history', HISTORY, { key: OF_HISTORY, replace: [] })
const addMissingAttempts = insertion('attempts', ATTEMPTS, { key: OF_ATTEMPTS, replace: [] })

/**
 * Writes what is searched and counted, in the transaction that changed it. What happens in between, a
 * ringing for example, changes nothing of it. At the beginning and at the end all is told: what older
 * versions began may not be there.
 */
export async function saveHistory(tx: Tx, changes: readonly Change[]): Promise<void> {
  const compared = changes.map(({ now, before }) => {
    const [past, old] = [pastOf(now.state), before && pastOf(before)]
    return { now, past, old, whole: past.status !== old?.status || past.endedAt !== old.endedAt }
  })
  const rows = compared.filter(({ whole }) => whole).map(({ now, past }) => rowOf(now, past))
  const attempts = compared.flatMap(({ now, past, old, whole }) =>
    attemptRowsOf(now.id, past).filter(
      (_, i) => whole || !isDeepStrictEqual(past.attempts[i], old?.attempts[i]),
    ),
  )
  await together([upsertHistory(tx, rows), upsertAttempts(tx, attempts)])
}

/** For those that began before there was a history. What stands there already is newer, and stays. */
export async function addHistory(tx: Tx, records: readonly Saved[]): Promise<void> {
  const pasts = records.map((record) => ({ record, past: pastOf(record.state) }))
  await addMissing(
    tx,
    pasts.map(({ record, past }) => rowOf(record, past)),
  )
  await addMissingAttempts(
    tx,
    pasts.flatMap(({ record, past }) => attemptRowsOf(record.id, past)),
  )
}

function rowOf({ id, createdAt, state }: Saved, { policy, provider, endedAt }: Past) {
  return {
    escalation_id: id,
    created_at: createdAt,
    status: state.status,
    drill: state.plan.drill ? 1 : 0,
    policy_id: policy?.id ?? null,
    policy_name: policy?.name ?? null,
    provider,
    ended_at: endedAt,
    search_text: searchText(state.plan.message),
  }
}

function attemptRowsOf(id: string, { attempts }: Past) {
  return attempts.map((attempt, i) => ({
    escalation_id: id,
    number: i + 1,
    name: attempt.name,
    phone: attempt.phone,
    contact_id: attempt.contactId,
    outcome: attempt.outcome,
    answered: attempt.answered ? 1 : 0,
    duration: attempt.durationSeconds,
    cost_amount: attempt.cost?.amount ?? null,
    cost_currency: attempt.cost?.currency ?? null,
  }))
}

/** Case and the ways to write one letter make no difference; the databases would not agree on either. */
const searchText = (text: string): string => text.normalize('NFC').toLowerCase()

export type HistoryFilter = {
  status?: Known['status'] | undefined
  drill?: boolean | undefined
  policyId?: string | undefined
  /** Epoch milliseconds; `until` is no longer part of it. */
  since?: number | undefined
  until?: number | undefined
  /** How an attempt ended: of the person below if one is given, else of anybody. */
  outcome?: PastAttempt['outcome'] | undefined
  contactId?: string | undefined
  phone?: string | undefined
  /** Somewhere in the message. */
  text?: string | undefined
}

/** Where a page of the history ended. */
export type Cursor = { createdAt: number; id: string }

/**
 * A text is found by looking at every message, and an outcome at every escalation: so many are looked
 * at for one page, and the next one goes on from there. It takes 10 ms for a text and 70 ms for an
 * outcome that nobody had (SQLite, 100,000 escalations, two busy cores). All else has an index.
 */
const MOST_LOOKED_AT = 10_000

/** Newest first. A page may be short, or empty, and still have a `next`. */
export async function searchHistory(
  db: Kysely<Tables>,
  filter: HistoryFilter,
  page: { before: Cursor | null; limit: number },
): Promise<{ ids: string[]; next: Cursor | null }> {
  const indexed = newestFirst(db, filter, page.before)
  const looking = filter.text !== undefined || (filter.outcome && !namesPerson(filter))
  const most = page.limit + 1
  const rows = looking
    ? await lookedAt(db, indexed.limit(MOST_LOOKED_AT), filter).limit(most).execute()
    : await indexed.limit(most).execute()
  const found = rows.slice(0, page.limit).map(cursorOf)
  const last = rows.length > page.limit ? found.at(-1) : undefined
  const next = last ?? (looking ? await lastLookedAt(indexed) : null)
  return { ids: found.map(({ id }) => id), next }
}

type Row = { escalation_id: string; created_at: number }
const cursorOf = (row: Row): Cursor => ({ createdAt: row.created_at, id: row.escalation_id })

/** What indexes find. */
function newestFirst(db: Kysely<Tables>, filter: HistoryFilter, before: Cursor | null): Query {
  let query: Query = db.selectFrom('history').select(['escalation_id', 'created_at', 'search_text'])
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.drill !== undefined) query = query.where('drill', '=', filter.drill ? 1 : 0)
  if (filter.policyId) query = query.where('policy_id', '=', filter.policyId)
  if (filter.since !== undefined) query = query.where('created_at', '>=', filter.since)
  if (filter.until !== undefined) query = query.where('created_at', '<', filter.until)
  if (namesPerson(filter)) query = query.where('escalation_id', 'in', attemptsOf(db, filter))
  if (before)
    query = query
      .where('created_at', '<=', before.createdAt)
      .where((e) => e.or([e('created_at', '<', before.createdAt), e('escalation_id', '<', before.id)]))
  return query.orderBy('created_at', 'desc').orderBy('escalation_id', 'desc')
}

const namesPerson = ({ phone, contactId }: HistoryFilter) => phone !== undefined || contactId !== undefined

/** The escalations in which this person was called. */
function attemptsOf(db: Kysely<Tables>, { phone, contactId, outcome }: HistoryFilter) {
  let attempts = db.selectFrom('attempts').select('escalation_id')
  if (phone) attempts = attempts.where('phone', '=', phone)
  if (contactId) attempts = attempts.where('contact_id', '=', contactId)
  if (outcome) attempts = attempts.where('outcome', '=', outcome)
  return attempts
}

type Query = SelectQueryBuilder<Tables, 'history', Row & { search_text: string }>

/** What only looking finds. */
function lookedAt(db: Kysely<Tables>, rows: Query, filter: HistoryFilter) {
  const { text, outcome } = filter
  let query = db.selectFrom(rows.as('looked')).select(['escalation_id', 'created_at', 'search_text'])
  if (text !== undefined) {
    const pattern = `%${searchText(text).replaceAll(/[!%_]/g, '!$&')}%`
    query = query.where(sql<boolean>`search_text like ${pattern} escape '!'`)
  }
  if (outcome && !namesPerson(filter))
    query = query.where((e) =>
      e.exists(
        e
          .selectFrom('attempts')
          .select('number')
          .whereRef('attempts.escalation_id', '=', 'looked.escalation_id')
          .where('outcome', '=', outcome),
      ),
    )
  return query.orderBy('created_at', 'desc').orderBy('escalation_id', 'desc')
}

/** Null when everything was looked at. */
async function lastLookedAt(rows: Query): Promise<Cursor | null> {
  const row = await rows
    .limit(1)
    .offset(MOST_LOOKED_AT - 1)
    .executeTakeFirst()
  return row ? cursorOf(row) : null
}
