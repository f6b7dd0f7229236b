import type { Kysely } from 'kysely'
import type { Past, PastAttempt } from '../domain/past.ts'
import type { Tables } from './schema.ts'

/** SQLite answers on the thread that rings people: a page takes about 10 ms, and then others have their turn. */
const PAGE = 300

/** What happened between two times (epoch ms; `until` excluded), oldest first, in pages. */
export async function* pastEscalations(
  db: Kysely<Tables>,
  range: { since: number; until: number; drill: boolean },
): AsyncGenerator<(Past & { createdAt: number })[]> {
  let after = { at: range.since, id: '' }
  for (;;) {
    const rows = await pageAfter(db, range, after)
    const last = rows.at(-1)
    if (!last) return
    const attempts = await attemptsBetween(db, range.drill, after, last)
    yield rows.map((row) => ({
      createdAt: row.created_at,
      status: row.status,
      endedAt: row.ended_at,
      policy: row.policy_id === null ? null : { id: row.policy_id, name: row.policy_name ?? '' },
      provider: row.provider,
      attempts: attempts.get(row.escalation_id) ?? [],
    }))
    after = { at: last.created_at, id: last.escalation_id }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

type Place = { at: number; id: string }

const pageAfter = (db: Kysely<Tables>, { until, drill }: { until: number; drill: boolean }, after: Place) =>
  db
    .selectFrom('history')
    .select(['escalation_id', 'created_at', 'status', 'ended_at', 'policy_id', 'policy_name', 'provider'])
    .where('created_at', '>=', after.at)
    .where('created_at', '<', until)
    .where((e) => e.or([e('created_at', '>', after.at), e('escalation_id', '>', after.id)]))
    .where('drill', '=', drill ? 1 : 0)
    .orderBy('created_at')
    .orderBy('escalation_id')
    .limit(PAGE)
    .execute()

async function attemptsBetween(
  db: Kysely<Tables>,
  drill: boolean,
  after: Place,
  last: { created_at: number; escalation_id: string },
): Promise<Map<string, PastAttempt[]>> {
  const rows = await db
    .selectFrom('history')
    .innerJoin('attempts', 'attempts.escalation_id', 'history.escalation_id')
    .select([
      'attempts.escalation_id',
      'name',
      'phone',
      'contact_id',
      'outcome',
      'answered',
      'duration',
      'cost_amount',
      'cost_currency',
    ])
    .where('created_at', '>=', after.at)
    .where('created_at', '<=', last.created_at)
    .where('drill', '=', drill ? 1 : 0)
    .orderBy('attempts.escalation_id')
    .orderBy('number')
    .execute()
  const found = new Map<string, PastAttempt[]>()
  for (const { escalation_id: id, ...row } of rows) {
    const attempts = found.get(id) ?? []
    attempts.push({
      name: row.name,
      phone: row.phone,
      contactId: row.contact_id,
      outcome: row.outcome,
      answered: row.answered === 1,
      durationSeconds: row.duration,
      cost:
        row.cost_amount === null || row.cost_currency === null
          ? null
          : { amount: row.cost_amount, currency: row.cost_currency },
    })
    found.set(id, attempts)
  }
  return found
}
