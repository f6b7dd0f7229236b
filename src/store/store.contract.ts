import { describe, expect, test } from 'vitest'
import { attemptIdOf, type CallId } from '../domain/attempt.ts'
import type { Known } from '../domain/escalation.ts'
import { pastOf } from '../domain/past.ts'
import type { Database, Tx } from './database.ts'
import {
  deleteEntry,
  listEntries,
  loadEntry,
  purgeDeleted,
  restoreEntry,
  saveEntry,
  usersOf,
} from './directory.ts'
import { claimDue, loadEscalation, nextWake, saveEscalations, type EscalationRecord } from './escalations.ts'
import { dueFollowUps, nextFollowUp, takeFollowUp } from './follow-ups.ts'
import { searchHistory, type Cursor } from './history.ts'
import { findIdempotencyKey, insertIdempotencyKey } from './idempotency.ts'
import { pastEscalations } from './past.ts'
import { findSession, insertSession, insertSignInCode, takeSignInCode } from './sessions.ts'
import { deleteToken, findToken, insertToken } from './tokens.ts'
import { appendEvents, eventsAfter, lastEventId } from './events.ts'
import { lockOpenIncidents, saveIncidents } from './incidents.ts'

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
    document: { numbers: [{ phone: '+821000000001', label: '' }], language: null, note: '' },
    version: 1,
    createdAt: 1,
    updatedAt: 1,
  }) as const

const used = (i: number, createdAt: number) => ({
  key: `key-${i}`,
  requestHash: 'h',
  escalationId: `esc_${createdAt}`,
  createdAt,
})

const saveNew = (tx: Tx, records: readonly EscalationRecord[]) =>
  saveEscalations(
    tx,
    records.map((now) => ({ now, before: null })),
  )

/** What every database must do. `open` gives an empty one, and closes it after the test. */
export function describeStore(name: string, open: () => Promise<Database>): void {
  const withStore = (work: (db: Database) => Promise<void>) => async () => work(await open())

  describe(`store: ${name}`, () => {
    test(
      'gives back an escalation as it was saved, and as it was changed',
      withStore(async (db) => {
        await db.write((tx) => saveNew(tx, [record('esc_1', running, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_1')).toEqual(record('esc_1', running, 1_000))
        await db.write((tx) => saveNew(tx, [record('esc_1', over, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_1')).toEqual(record('esc_1', over, 1_000))
      }),
    )

    test(
      'rolls everything back when the work throws, and goes on',
      withStore(async (db) => {
        const failing = db.write(async (tx) => {
          await saveNew(tx, [record('esc_1', running, 1_000)])
          throw new Error('no')
        })
        await expect(failing).rejects.toThrow('no')
        expect(await loadEscalation(db.read, 'esc_1')).toBeNull()
        await db.write((tx) => saveNew(tx, [record('esc_2', running, 1_000)]))
        expect(await loadEscalation(db.read, 'esc_2')).not.toBeNull()
      }),
    )

    test(
      'shows nobody what is not committed yet',
      withStore(async (db) => {
        await db.write(async (tx) => {
          await saveNew(tx, [record('esc_1', running, 1_000)])
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
      'gives out what is due once, until it moves or its taker has died, and knows when the next is',
      withStore(async (db) => {
        const now: Known = { ...running, attempts: [calling] }
        await db.write((tx) => saveNew(tx, [record('esc_1', now, 1_000), record('esc_2', over, 900)]))
        const wake = await nextWake(db.read)
        expect(wake).toBe(3_601_000)
        const claim = (at: number) => db.write((tx) => claimDue(tx, at, at + 5_000, 10))
        expect(await claim(3_600_999)).toEqual([])
        expect(await claim(3_601_000)).toEqual(['esc_1'])
        expect(await claim(3_605_999)).toEqual([])
        expect(await claim(3_606_000)).toEqual(['esc_1'])
        await db.write((tx) => saveNew(tx, [record('esc_1', now, 1_000)]))
        expect(await claim(3_606_001)).toEqual(['esc_1'])
      }),
    )

    test(
      'notes once what an exhausted escalation leads to, and gives it to one taker',
      withStore(async (db) => {
        const whenExhausted = { do: 'repeat', afterMinutes: 1, times: 1 } as const
        const then: Known = { ...over, plan: { ...over.plan, whenExhausted } }
        const save = () => db.write((tx) => saveNew(tx, [record('esc_1', then, 1_000)]))
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
      'knows an idempotency key for a day, and forgets some old ones with each new one',
      withStore(async (db) => {
        await db.write(async (tx) => {
          for (let i = 0; i < 150; i++) await insertIdempotencyKey(tx, used(i, i))
        })
        expect(await findIdempotencyKey(db.read, 'key-149', days(1) - 1_000)).toMatchObject({
          requestHash: 'h',
        })
        expect(await findIdempotencyKey(db.read, 'key-149', days(1))).toBeNull()
        await db.write((tx) => insertIdempotencyKey(tx, used(149, days(1))))
        const kept = await db.read.selectFrom('idempotency_keys').select('escalation_id').execute()
        expect(kept).toHaveLength(50)
        expect(kept).toContainEqual({ escalation_id: `esc_${days(1)}` })
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
        const other = { integrationId: 'int_1', dedupKey: 'another' }
        await db.write((tx) => saveIncidents(tx, [incident]))
        expect(await db.write((tx) => lockOpenIncidents(tx, [other, incident]))).toMatchObject([
          null,
          { title: expect.stringMatching(/^NUL .+, 한글, 🔥/), createdAt: 1_900_000_000_000 },
        ])
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
        await db.write((tx) => saveNew(tx, records))
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
        await db.write((tx) => saveNew(tx, [record('esc_1', busy, 1_000), record('esc_2', loud, 2_000)]))
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
