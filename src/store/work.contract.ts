import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { attemptIdOf, type CallId } from '../domain/attempt.ts'
import { boundCalls, dueCalls, forgetCalls, nextCheck, rivalsOf, saveCalls } from './calls.ts'
import { DatabaseError, together, type Database } from './database.ts'
import {
  claimEffects,
  countWaiting,
  effectsDone,
  insertEffects,
  nextEffect,
  postponeEffect,
  releaseOrphans,
  withdrawCall,
} from './effects.ts'
import { beat, deleteNode, deleteSilentNode, insertNode, listNodes } from './nodes.ts'

const attempt = attemptIdOf('esc_1', 1)
const place = {
  escalationId: 'esc_1',
  effect: { kind: 'place-call', attempt } as const,
  turn: 0,
  begin: true,
}
const waiting = (n: number, turn: number) => ({
  escalationId: `esc_${n}`,
  effect: { kind: 'place-call', attempt: attemptIdOf(`esc_${n}`, 1) } as const,
  turn,
  begin: false,
})
const placed = (n: number, createdAt: number, callId: string | null) => ({
  attempt: attemptIdOf(`esc_${n}`, 1),
  escalationId: `esc_${n}`,
  phone: '+821000000001',
  callId: callId as CallId | null,
  createdAt,
  checkAt: null,
})
const ALL = { calls: 10, others: 10 }

/** What every database must know of work that is to be done, and of who does it. `open` as in store.contract.ts. */
export function describeWork(name: string, open: () => Promise<Database>): void {
  const withStore = (work: (db: Database) => Promise<void>) => async () => work(await open())

  describe(`work: ${name}`, () => {
    test(
      'keeps nothing of what was asked for together when one of it is refused',
      withStore(async (db) => {
        const refused = db.write((tx) =>
          together([
            saveCalls(tx, [placed(1, 1, 'CA1')]),
            sql`insert into nothing values (1)`.execute(tx),
            insertEffects(tx, [waiting(1, 0)], 'node-1', 0),
          ]),
        )
        await expect(refused).rejects.toThrow(/nothing/)
        expect(await countWaiting(db.read, 9)).toMatchObject({ count: 0 })
        expect((await boundCalls(db.read, ['CA1' as CallId])).size).toBe(0)
        await db.write((tx) => insertEffects(tx, [waiting(1, 0)], 'node-1', 0))
        expect(await countWaiting(db.read, 9)).toMatchObject({ count: 1 })
      }),
    )

    test(
      'hands out an effect to one node, and remembers that a dead one may have done it',
      withStore(async (db) => {
        await db.write((tx) => insertNode(tx, 'node-1'))
        await db.write((tx) => insertEffects(tx, [place], 'node-1', 1_000))
        expect(await nextEffect(db.read, 0)).toBeNull()
        await db.write((tx) => releaseOrphans(tx))
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 2_000, ALL))).toEqual([])
        await db.write((tx) => deleteNode(tx, 'node-1'))
        await db.write((tx) => releaseOrphans(tx))
        const [claimed] = await db.write((tx) => claimEffects(tx, 'node-2', 2_000, ALL))
        expect(claimed).toMatchObject({ effect: place.effect, inDoubt: true, begunAt: 1_000 })
        expect(await db.write((tx) => claimEffects(tx, 'node-3', 2_000, ALL))).toEqual([])
      }),
    )

    test(
      'hands out calls in turn, as many as there is room for, and everything else at once',
      withStore(async (db) => {
        const text = {
          escalationId: 'esc_9',
          effect: { kind: 'send-details', attempt } as const,
          turn: 9_000,
          begin: false,
        }
        await db.write((tx) =>
          insertEffects(tx, [waiting(1, 3_000), waiting(2, 1_000), waiting(3, 2_000), text], 'n', 0),
        )
        expect(await countWaiting(db.read, 5)).toEqual({ count: 3, earliest: 0 })
        const first = await db.write((tx) => claimEffects(tx, 'n', 5, { calls: 2, others: 10 }))
        expect(first.map(({ escalationId }) => escalationId)).toEqual(['esc_9', 'esc_2', 'esc_3'])
        expect(await db.write((tx) => claimEffects(tx, 'n', 5, { calls: 0, others: 10 }))).toEqual([])
        expect(await db.write((tx) => withdrawCall(tx, attemptIdOf('esc_1', 1)))).toBe(true)
        expect(await db.write((tx) => withdrawCall(tx, attemptIdOf('esc_2', 1)))).toBe(false)
      }),
    )

    test(
      'knows which attempts at a number wait for their calls, and which of them came first',
      withStore(async (db) => {
        await db.write((tx) =>
          saveCalls(tx, [placed(1, 1, 'CA1'), placed(2, 2, null), placed(3, 3, null), placed(4, 4, null)]),
        )
        expect(await rivalsOf(db.read, '+821000000001', attemptIdOf('esc_3', 1), 3)).toEqual([
          { earlier: true },
          { earlier: false },
        ])
        await db.write((tx) => forgetCalls(tx, [attemptIdOf('esc_2', 1), attemptIdOf('esc_4', 1)]))
        expect(await rivalsOf(db.read, '+821000000001', attemptIdOf('esc_3', 1), 3)).toEqual([])
      }),
    )

    test(
      'declares a node dead only if it has given no sign of life since',
      withStore(async (db) => {
        await db.write((tx) => insertNode(tx, 'node-1'))
        const [seen] = await listNodes(db.read)
        if (!seen) throw new Error('it is there')
        expect(await db.write((tx) => beat(tx, 'node-1'))).toBe(true)
        expect(await db.write((tx) => deleteSilentNode(tx, seen))).toBe(false)
        expect(await db.write((tx) => deleteSilentNode(tx, { ...seen, beats: 1 }))).toBe(true)
        expect(await db.write((tx) => beat(tx, 'node-1'))).toBe(false)
      }),
    )

    test(
      'knows that a postponed effect was not done, until somebody takes it up again',
      withStore(async (db) => {
        const [effect] = await db.write((tx) => insertEffects(tx, [place], 'node-1', 1_000))
        if (!effect) throw new Error('it is there')
        await db.write((tx) => postponeEffect(tx, effect, 5_000))
        expect(await nextEffect(db.read, 0)).toBe(5_000)
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 4_999, ALL))).toEqual([])
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 5_000, ALL))).toMatchObject([
          { tries: 1, inDoubt: false },
        ])
        // This node dies now, perhaps after it did it.
        await db.write((tx) => releaseOrphans(tx))
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 5_000, ALL))).toMatchObject([
          { inDoubt: true },
        ])
        // It was not dead, and it knows nothing of what the other has done meanwhile.
        await db.write((tx) => postponeEffect(tx, effect, 6_000))
        expect(await nextEffect(db.read, 0)).toBeNull()
        await db.write((tx) => effectsDone(tx, [effect.id]))
        await db.write((tx) => releaseOrphans(tx))
        expect(await nextEffect(db.read, 0)).toBeNull()
      }),
    )

    test(
      'knows which calls are bound, and when to ask about one',
      withStore(async (db) => {
        const call = {
          attempt,
          escalationId: 'esc_1',
          phone: '+821000000001',
          callId: 'CA1' as CallId,
          createdAt: 1,
          checkAt: 5,
        }
        await db.write((tx) => saveCalls(tx, [call]))
        expect(await nextCheck(db.read)).toBe(5)
        expect(await db.write((tx) => dueCalls(tx, 5, 10))).toMatchObject([{ attempt, callId: 'CA1' }])
        expect(await boundCalls(db.read, ['CA1', 'CA2'] as CallId[])).toEqual(new Set(['CA1']))
        // Two attempts may believe in one call for a while; what a database refuses is still an error of its own.
        const twice = db.write((tx) => insertNode(tx, 'node-1').then(() => insertNode(tx, 'node-1')))
        await expect(twice).rejects.toThrow(DatabaseError)
        await expect(twice).rejects.toMatchObject({ maybeWritten: false })
        await db.write((tx) => saveCalls(tx, [{ ...call, checkAt: null }]))
        expect(await db.write((tx) => dueCalls(tx, 10, 10))).toEqual([])
      }),
    )
  })
}
