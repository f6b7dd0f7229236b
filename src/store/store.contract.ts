import { describe, expect, test } from 'vitest'
import { attemptIdOf, type CallId } from '../domain/attempt.ts'
import type { Known } from '../domain/escalation.ts'
import { pastOf } from '../domain/past.ts'
import { boundCalls, dueCalls, forgetCalls, nextCheck, rivalsOf, saveCalls } from './calls.ts'
import type { Database } from './database.ts'
import {
  deleteEntry,
  listEntries,
  loadEntry,
  purgeDeleted,
  restoreEntry,
  saveEntry,
  usersOf,
} from './directory.ts'
import {
  claimEffects,
  countWaiting,
  effectDone,
  insertEffects,
  nextEffect,
  postponeEffect,
  releaseEffects,
  withdrawCall,
} from './effects.ts'
import { dueEscalations, loadEscalation, nextWake, saveEscalations } from './escalations.ts'
import { dueFollowUps, nextFollowUp, takeFollowUp } from './follow-ups.ts'
import { searchHistory, type Cursor } from './history.ts'
import { pastEscalations } from './past.ts'
import { findSession, insertSession, insertSignInCode, takeSignInCode } from './sessions.ts'
import { deleteToken, findToken, insertToken } from './tokens.ts'
import { appendEvents, eventsAfter, lastEventId } from './events.ts'

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
    urgency: 'high',
  },
  attempts: [],
  callbacks: 'working',
}
const over: Known = { ...running, status: 'exhausted', at: 5_000 }
const record = (id: string, state: Known, createdAt: number) => ({ id, incidentId: null, createdAt, state })
const event = (escalationId: string) => ({
  escalationId,
  event: { type: 'escalation_resolved', at: 1 } as const,
  about: null,
})
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

const calling = {
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
  guessed: false,
  deferredBy: null,
  cost: null,
} as const
const days = (n: number) => 1_000 + n * 24 * 3600 * 1000
const contact = (id: string) =>
  ({
    id,
    name: '홍길동',
    document: { numbers: [{ phone: '+821000000001', label: '' }], language: null, voice: null, note: '' },
    version: 1,
    createdAt: 1,
    updatedAt: 1,
  }) as const

/** What every database must do. `open` gives an empty one; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Database>): void {
  const withStore = (work: (db: Database) => Promise<void>) => async () => {
    const db = await open()
    try {
      await work(db)
    } finally {
      await db.close()
    }
  }

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
        const now: Known = { ...running, attempts: [calling] }
        await db.write((tx) => saveEscalations(tx, [record('esc_1', now, 1_000), record('esc_2', over, 900)]))
        const wake = await nextWake(db.read)
        expect(wake).toBe(3_601_000)
        expect(await dueEscalations(db.read, 3_600_999, 10)).toEqual([])
        expect(await dueEscalations(db.read, 3_601_000, 10)).toEqual(['esc_1'])
      }),
    )

    test(
      'hands out an effect to one node, and remembers that a dead one may have done it',
      withStore(async (db) => {
        await db.write((tx) => insertEffects(tx, [place], 'node-1', 1_000))
        expect(await nextEffect(db.read, 0)).toBeNull()
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 2_000, ALL))).toEqual([])
        await db.write((tx) => releaseEffects(tx, 'node-2'))
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
      'knows that a postponed effect was not done, until somebody takes it up again',
      withStore(async (db) => {
        const [effect] = await db.write((tx) => insertEffects(tx, [place], 'node-1', 1_000))
        const id = effect?.id ?? ''
        await db.write((tx) => postponeEffect(tx, id, 5_000))
        expect(await nextEffect(db.read, 0)).toBe(5_000)
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 4_999, ALL))).toEqual([])
        expect(await db.write((tx) => claimEffects(tx, 'node-1', 5_000, ALL))).toMatchObject([
          { tries: 1, inDoubt: false },
        ])
        // This node dies now, perhaps after it did it.
        await db.write((tx) => releaseEffects(tx, 'node-2'))
        expect(await db.write((tx) => claimEffects(tx, 'node-2', 5_000, ALL))).toMatchObject([
          { inDoubt: true },
        ])
        await db.write((tx) => effectDone(tx, id))
        expect(await nextEffect(db.read, 0)).toBeNull()
      }),
    )

    test(
      'notes once what an exhausted escalation leads to, and gives it to one taker',
      withStore(async (db) => {
        const whenExhausted = { do: 'repeat', afterMinutes: 1, times: 1 } as const
        const then: Known = { ...over, plan: { ...over.plan, whenExhausted } }
        const save = () => db.write((tx) => saveEscalations(tx, [record('esc_1', then, 1_000)]))
        await save()
        expect(await nextFollowUp(db.read)).toBe(65_000)
        expect(await dueFollowUps(db.read, 64_999, 9)).toEqual([])
        expect(await dueFollowUps(db.read, 65_000, 9)).toEqual(['esc_1'])
        const take = () => db.write((tx) => takeFollowUp(tx, 'esc_1', 65_000, null))
        expect(await Promise.all([take(), take()])).toEqual([0, null])
        await save()
        expect(await nextFollowUp(db.read)).toBeNull()
      }),
    )

    test(
      'lets a sign-in code be taken once, in time; a token takes its sessions with it when it goes',
      withStore(async (db) => {
        const code = { name: '홍길동', tokenId: 'tok_1', expiresAt: 5_000 }
        await db.write((tx) => insertToken(tx, { id: 'tok_1', name: 'x', hash: 'h', createdAt: 1 }))
        for (const hash of ['early', 'late']) await db.write((tx) => insertSignInCode(tx, hash, code))
        const take = (hash: string, now: number) => db.write((tx) => takeSignInCode(tx, hash, now))
        expect(await Promise.all([take('early', 4_999), take('early', 4_999)])).toEqual([code, null])
        expect(await take('late', 5_000)).toBeNull()
        const session = { id: 'ses_1', name: '홍길동', tokenId: 'tok_1', createdAt: 10, lastUsedAt: 10 }
        await db.write((tx) => insertSession(tx, 'secret', session, 0))
        expect(await findSession(db.read, 'secret', 9)).toEqual(session)
        expect(await findSession(db.read, 'secret', 10)).toBeNull()
        expect(await db.write((tx) => deleteToken(tx, 'tok_1'))).toBe(true)
        expect(await findSession(db.read, 'secret', 0)).toBeNull()
        expect(await findToken(db.read, 'h')).toBeNull()
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
        expect(await dueCalls(db.read, 5, 10)).toMatchObject([{ attempt, callId: 'CA1' }])
        expect(await boundCalls(db.read, ['CA1', 'CA2'] as CallId[])).toEqual(new Set(['CA1']))
        await db.write((tx) => saveCalls(tx, [{ ...call, checkAt: null }]))
        expect(await dueCalls(db.read, 10, 10)).toEqual([])
      }),
    )

    test(
      'forgets a deleted contact only when it can no longer be restored',
      withStore(async (db) => {
        const group = { ...contact('grp_1'), document: { contactIds: ['con_1'] } }
        await db.write((tx) => saveEntry(tx, 'contacts', contact('con_1'), []))
        await db.write((tx) => saveEntry(tx, 'groups', group, ['con_1']))
        expect(await loadEntry(db.read, 'contacts', 'con_1')).toEqual(contact('con_1'))
        expect(await usersOf(db.read, 'con_1')).toEqual([{ shelf: 'groups', id: 'grp_1', name: '홍길동' }])
        expect(await db.write((tx) => deleteEntry(tx, 'groups', 'grp_1', 1_000))).toBe(true)
        expect(await usersOf(db.read, 'con_1')).toEqual([])
        await db.write((tx) => purgeDeleted(tx, days(30) - 1))
        expect(await db.write((tx) => restoreEntry(tx, 'groups', 'grp_1', days(30) - 1))).toEqual(group)
        await db.write((tx) => deleteEntry(tx, 'groups', 'grp_1', 1_000))
        await db.write((tx) => purgeDeleted(tx, days(30)))
        expect(await db.write((tx) => restoreEntry(tx, 'groups', 'grp_1', 2_000))).toBeNull()
        expect(await listEntries(db.read, 'contacts')).toHaveLength(1)
      }),
    )

    test(
      'pages through the history, newest first, without a gap or a double',
      withStore(async (db) => {
        const records = Array.from({ length: 25 }, (_, i) => record(`esc_${i}`, over, Math.floor(i / 3)))
        await db.write((tx) => saveEscalations(tx, records))
        for (const filter of [{}, { text: '한글' }]) {
          const seen: string[] = []
          for (let before: Cursor | null = null; ;) {
            const page = await searchHistory(db.read, filter, { before, limit: 4 })
            seen.push(...page.ids)
            before = page.next
            if (before === null) break
          }
          expect(seen).toHaveLength(25)
          expect(new Set(seen).size).toBe(25)
          expect(seen[0]).toBe('esc_24')
        }
        expect(await searchHistory(db.read, { status: 'running' }, { before: null, limit: 50 })).toEqual({
          ids: [],
          next: null,
        })
      }),
    )

    test(
      'finds by person, outcome, text, policy and time, and gives back what is counted',
      withStore(async (db) => {
        const ended = { status: 'ended', id: 'CA1' as CallId, end: 'busy', durationSeconds: 7 } as const
        const plan = { ...running.plan, policy: { id: 'pol_1', name: '야간' }, provider: 'twilio' }
        const busy: Known = { ...over, plan, attempts: [{ ...calling, outcome: 'busy', call: ended }] }
        const loud: Known = {
          ...over,
          plan: { ...plan, message: 'API 100% DOWN', people: [{ name: '김철수', phone: '+821000000002' }] },
          attempts: [{ ...calling, outcome: 'acknowledged', call: ended, answeredAt: 1_500 }],
        }
        await db.write((tx) =>
          saveEscalations(tx, [record('esc_1', busy, 1_000), record('esc_2', loud, 2_000)]),
        )
        const found = async (filter: Parameters<typeof searchHistory>[1]) =>
          (await searchHistory(db.read, filter, { before: null, limit: 9 })).ids
        expect(await found({ phone: '+821000000001' })).toEqual(['esc_1'])
        expect(await found({ phone: '+821000000001', outcome: 'acknowledged' })).toEqual([])
        expect(await found({ outcome: 'acknowledged' })).toEqual(['esc_2'])
        expect(await found({ text: 'api 100% d' })).toEqual(['esc_2'])
        expect(await found({ text: '100_' })).toEqual([])
        expect(await found({ text: '한'.normalize('NFD') })).toEqual(['esc_1'])
        expect(await found({ policyId: 'pol_1', since: 1_000, until: 2_000 })).toEqual(['esc_1'])
        const pages = []
        for await (const page of pastEscalations(db.read, { since: 0, until: 9_000, drill: false }))
          pages.push(...page)
        expect(pages).toEqual([
          { createdAt: 1_000, ...pastOf(busy) },
          { createdAt: 2_000, ...pastOf(loud) },
        ])
      }),
    )
  })
}
