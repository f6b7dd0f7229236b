import { describe, expect, test } from 'vitest'
import { attemptIdOf, type CallId } from '../domain/attempt.ts'
import type { Known } from '../domain/escalation.ts'
import { boundCalls, dueCalls, nextCheck, saveCalls } from './calls.ts'
import { DatabaseError, type Database } from './database.ts'
import {
  claimEffects,
  effectDone,
  insertEffects,
  nextEffect,
  postponeEffect,
  releaseOrphans,
} from './effects.ts'
import { dueEscalations, listEscalations, loadEscalation, nextWake, saveEscalations } from './escalations.ts'
import { beat, deleteNode, deleteSilentNode, insertNode, listNodes } from './nodes.ts'
import { appendEvents, eventsAfter, lastEventId } from './events.ts'
import { insertIncident, openIncident } from './incidents.ts'

const running: Known = {
  status: 'running',
  plan: {
    people: [{ name: '홍길동', phone: '+821000000001' }],
    rounds: 1,
    ringTimeoutSeconds: 15,
    acknowledgeBy: 'keypress',
    message: '한글 🔥',
    language: 'ko',
    drill: false,
  },
  attempts: [],
}
const over: Known = { ...running, status: 'exhausted', at: 5_000 }
const record = (id: string, state: Known, createdAt: number) => ({ id, incidentId: null, createdAt, state })
const event = (escalationId: string) => ({
  escalationId,
  event: { type: 'escalation_resolved', at: 1 } as const,
  about: null,
})
const attempt = attemptIdOf('esc_1', 1)
const place = { escalationId: 'esc_1', effect: { kind: 'place-call', attempt } as const }

/** What every database must do. `open` gives an empty one, and closes it after the test. */
export function describeStore(name: string, open: () => Promise<Database>): void {
  const withStore = (work: (db: Database) => Promise<void>) => async () => work(await open())

  describe(`store: ${name}`, () => {
    test(
      'gives back an escalation as it was saved, and as it was changed',
      withStore(async (db) => {
        await db.write((tx) => saveEscalations(tx, [record('esc_1', running, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_1')).toEqual(record('esc_1', running, 1_000))
        await db.write((tx) => saveEscalations(tx, [record('esc_1', over, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_1')).toEqual(record('esc_1', over, 1_000))
      }),
    )

    test(
      'rolls everything back when the work throws, and goes on',
      withStore(async (db) => {
        const failing = db.write(async (tx) => {
          await saveEscalations(tx, [record('esc_1', running, 1_000)])
          throw new Error('no')
        })
        await expect(failing).rejects.toThrow('no')
        expect(await loadEscalation(db.read, 'esc_1')).toBeNull()
        await db.write((tx) => saveEscalations(tx, [record('esc_2', running, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_2')).not.toBeNull()
      }),
    )

    test(
      'shows nobody what is not committed yet',
      withStore(async (db) => {
        await db.write(async (tx) => {
          await saveEscalations(tx, [record('esc_1', running, 1_000)])
          expect(await loadEscalation(db.read, 'esc_1')).toBeNull()
        })
      }),
    )

    test(
      'numbers events without a gap in the order of commits, whoever writes at once',
      withStore(async (db) => {
        const commits: number[] = []
        await Promise.all(
          Array.from({ length: 40 }, async (_, i) => {
            const stored = await db.write((tx) => appendEvents(tx, [event(`esc_${i}`), event(`esc_${i}`)]))
            commits.push(...stored.map(({ id }) => id))
          }),
        )
        const ids = (await eventsAfter(db.read, 0, { limit: 100 })).map(({ id }) => id)
        expect(ids).toEqual(Array.from({ length: 80 }, (_, i) => i + 1))
        expect(commits.toSorted((a, b) => a - b)).toEqual(ids)
        expect(await lastEventId(db.read)).toBe(80)
        expect(await eventsAfter(db.read, 40, { escalationId: 'esc_39', limit: 10 })).toHaveLength(2)
      }),
    )

    test(
      'knows what is due, and when the next is',
      withStore(async (db) => {
        const calling: Known = {
          ...running,
          attempts: [
            {
              id: attempt,
              number: 1,
              round: 1,
              position: 0,
              call: { status: 'placing' },
              startedAt: 1_000,
              movedAt: 1_000,
              answeredAt: null,
              endedAt: null,
              answeredBy: null,
              leaving: null,
              hungUp: false,
              outcome: null,
            },
          ],
        }
        await db.write((tx) =>
          saveEscalations(tx, [record('esc_1', calling, 1_000), record('esc_2', over, 900)]),
        )
        const wake = await nextWake(db.read)
        expect(wake).toBe(61_000)
        expect(await dueEscalations(db.read, 60_999, 10)).toEqual([])
        expect(await dueEscalations(db.read, 61_000, 10)).toEqual(['esc_1'])
      }),
    )

    test(
      'hands out an effect to one node, and remembers that a dead one may have done it',
      withStore(async (db) => {
        await db.write((tx) => insertNode(tx, 'node-1'))
        await db.write((tx) => insertEffects(tx, [place], 'node-1', 1_000))
        expect(await nextEffect(db.read)).toBeNull()
        await db.write((tx) => releaseOrphans(tx))
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 2_000, 10))).toEqual([])
        await db.write((tx) => deleteNode(tx, 'node-1'))
        await db.write((tx) => releaseOrphans(tx))
        const [claimed] = await db.write((tx) => claimEffects(tx, 'node-2', 2_000, 10))
        expect(claimed).toMatchObject({ ...place, inDoubt: true })
        expect(await db.write((tx) => claimEffects(tx, 'node-3', 2_000, 10))).toEqual([])
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
        expect(await nextEffect(db.read)).toBe(5_000)
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 4_999, 10))).toEqual([])
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 5_000, 10))).toMatchObject([
          { tries: 1, inDoubt: false },
        ])
        // This node dies now, perhaps after it did it.
        await db.write((tx) => releaseOrphans(tx))
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 5_000, 10))).toMatchObject([
          { inDoubt: true },
        ])
        // It was not dead, and it knows nothing of what the other has done meanwhile.
        await db.write((tx) => postponeEffect(tx, effect, 6_000))
        expect(await nextEffect(db.read)).toBeNull()
        await db.write((tx) => effectDone(tx, effect.id))
        await db.write((tx) => releaseOrphans(tx))
        expect(await nextEffect(db.read)).toBeNull()
      }),
    )

    test(
      'binds a call to one attempt only, and knows when to ask about it',
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
        const again = { ...call, attempt: attemptIdOf('esc_1', 2) }
        const refused = db.write((tx) => saveCalls(tx, [again]))
        await expect(refused).rejects.toThrow(DatabaseError)
        await expect(refused).rejects.toThrow(/unique/i)
        await expect(refused).rejects.toMatchObject({ maybeWritten: false })
        await db.write((tx) => saveCalls(tx, [{ ...call, checkAt: null }]))
        expect(await db.write((tx) => dueCalls(tx, 10, 10))).toEqual([])
      }),
    )

    test(
      'holds whatever a monitoring system writes, and finds it again',
      withStore(async (db) => {
        const incident = {
          id: 'inc_1',
          integrationId: 'int_1',
          dedupKey: 'a\u0000b',
          title: 'NUL \u0000, 한글, 🔥, \uD800',
          createdAt: 1_900_000_000_000,
          resolvedAt: null,
        }
        await db.write((tx) => insertIncident(tx, incident))
        expect(await db.write((tx) => openIncident(tx, 'int_1', 'a\u0000b'))).toMatchObject({
          title: expect.stringMatching(/^NUL .+, 한글, 🔥/),
          createdAt: 1_900_000_000_000,
        })
      }),
    )

    test(
      'pages through the history, newest first, without a gap or a double',
      withStore(async (db) => {
        const records = Array.from({ length: 25 }, (_, i) =>
          record(`esc_${i}`, i % 2 ? over : running, Math.floor(i / 3)),
        )
        await db.write((tx) => saveEscalations(tx, records))
        const seen: string[] = []
        for (let before: { createdAt: number; id: string } | null = null; ;) {
          const page = await listEscalations(db.read, {}, { before, limit: 4 })
          seen.push(...page.map(({ id }) => id))
          const last = page.at(-1)
          if (!last) break
          before = { createdAt: last.createdAt, id: last.id }
        }
        expect(seen).toHaveLength(25)
        expect(new Set(seen).size).toBe(25)
        expect(seen[0]).toBe('esc_24')
        expect(
          await listEscalations(db.read, { status: 'exhausted' }, { before: null, limit: 50 }),
        ).toHaveLength(12)
      }),
    )
  })
}
