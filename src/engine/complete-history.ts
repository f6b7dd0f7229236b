import type { Database } from '../store/database.ts'
import { addOlderHistory, isHistoryIncomplete } from '../store/older-history.ts'
import type { Clock } from './clock.ts'

/** SQLite answers on the thread that rings people: so many take it about 10 ms. */
const AT_ONCE = 100

/**
 * After an upgrade, adds to the history what began before there was one, some at a time between all
 * else. Returns when to go on; null when nothing is missing.
 */
export function completeHistory({ db, clock }: { db: Database; clock: Clock }): () => Promise<number | null> {
  let after = ''
  return async () => {
    if (!(await isHistoryIncomplete(db.read))) return null
    const last = await db.write((tx) => addOlderHistory(tx, after, AT_ONCE))
    after = last ?? ''
    return last === null ? null : clock.now()
  }
}
