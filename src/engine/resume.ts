import type { Database } from '../store/database.ts'
import { claimEffects, nextEffect } from '../store/effects.ts'
import { loadEscalations } from '../store/escalations.ts'
import type { Dispatch } from './dispatch.ts'
import type { Engine } from './engine.ts'
import type { Node } from './node.ts'

const AT_ONCE = 100

/** Takes up what was postponed, or left behind by a process that died. Returns when there is more. */
export function resumeEffects(on: {
  db: Database
  engine: Engine
  dispatch: Dispatch
  node: Node
}): () => Promise<number | null> {
  return async () => {
    const tasks = await on.engine.transact(async ({ tx, now }) => {
      const claimed = await claimEffects(tx, on.node.id, now, AT_ONCE)
      const records = await loadEscalations(tx, [...new Set(claimed.map((effect) => effect.escalationId))])
      return claimed.flatMap((effect) => {
        const record = records.find(({ id }) => id === effect.escalationId)
        return record ? [{ ...effect, record }] : []
      })
    })
    on.dispatch.begin(tasks)
    return nextEffect(on.db.read)
  }
}
