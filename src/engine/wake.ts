import type { Database } from '../store/database.ts'
import { dueEscalations, nextWake } from '../store/escalations.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 200

/** Tells every escalation whose deadline has passed that it has. Returns when the next one is due. */
export function wake(on: { db: Database; engine: Engine; clock: Clock }): () => Promise<number | null> {
  return async () => {
    const due = await dueEscalations(on.db.read, on.clock.now(), AT_ONCE)
    await Promise.all(due.map((id) => on.engine.tell(id, { type: 'tick' })))
    return nextWake(on.db.read)
  }
}
