import type { AttemptId } from '../domain/attempt.ts'
import type { Database } from '../store/database.ts'
import { askedFor } from '../store/calls.ts'
import { claimEffects, nextEffect, type PendingEffect } from '../store/effects.ts'
import { loadEscalations } from '../store/escalations.ts'
import type { Task } from './batch.ts'
import type { Clock } from './clock.ts'
import type { Dispatch } from './dispatch.ts'
import type { Engine } from './engine.ts'
import type { Node } from './node.ts'
import type { Pace } from './pace.ts'

const AT_ONCE = 100

/** Takes up what was postponed, what waits for its turn, and what a process that died left behind. Returns when there is more. */
export function resumeEffects(on: {
  db: Database
  engine: Engine
  dispatch: Pick<Dispatch, 'begin'>
  pace: Pace
  clock: Clock
  node: Node
}): () => Promise<number | null> {
  const { db, engine, dispatch, pace, clock, node } = on

  return async () => {
    let begun: AttemptId[] = []
    const tasks = await engine
      .transact(async ({ tx, now }): Promise<Task[]> => {
        pace.leave(begun) // It may be written again.
        const room = pace.room(now)
        const claimed = await claimEffects(tx, node.id, now, { calls: room, others: AT_ONCE })
        begun = neverAsked(claimed)
        pace.enter(begun)
        // Without room nobody looked, and calls may wait: whoever makes room looks again. Said before the calls that
        // begin in the same transaction are let through or have to wait, for they know better.
        pace.behind = begun.length === room
        await askedFor(tx, begun, now)
        const records = await loadEscalations(tx, [...new Set(claimed.map((effect) => effect.escalationId))])
        return claimed.flatMap((effect) => {
          const record = records.find(({ id }) => id === effect.escalationId)
          return record ? [{ ...effect, record }] : []
        })
      })
      .catch((error: unknown) => {
        pace.leave(begun)
        throw error
      })
    dispatch.begin(tasks)
    return earlier(await nextEffect(db.read, clock.now()), pace.lookAgainAt(clock.now()))
  }
}

const neverAsked = (effects: readonly PendingEffect[]) =>
  effects.flatMap(({ effect, inDoubt }) => (effect.kind === 'place-call' && !inDoubt ? effect.attempt : []))

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)
