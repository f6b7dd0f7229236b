import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../test/support/database.ts'
import type { Alert } from '../domain/incident.ts'
import type { Plan } from '../domain/plan.ts'
import type { Database } from '../store/database.ts'
import { eventsAfter } from '../store/events.ts'
import { Activity } from './activity.ts'
import { takeAlert } from './alerts.ts'
import type { Committed } from './batch.ts'
import { systemClock } from './clock.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { onlyNode } from './node.ts'

const plan: Plan = {
  people: [{ name: '홍길동', phone: '+821000000001' }],
  rounds: 1,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'keypress',
  message: 'x',
  language: 'ko',
  drill: false,
  urgency: 'high',
}

/** An engine on a real database that counts its transactions. */
async function openEngine(options: Partial<EngineOptions> = {}) {
  const db = await openDatabase()
  let transactions = 0
  const committed: Committed[] = []
  const counted: Database = {
    ...db,
    write: (work) => {
      transactions++
      return db.write(work)
    },
  }
  const engine = new Engine({
    db: counted,
    clock: systemClock,
    activity: new Activity(systemClock),
    node: await onlyNode(db),
    silenceMs: () => 5_000,
    withoutCallbacks: null,
    admit: (attempts) => new Set(attempts),
    onFailure: () => {},
    onCommit: (each) => committed.push(each),
    ...options,
  })
  const start = (id: string) => engine.transact(async (unit) => unit.start(id, plan, null))
  return { db, engine, start, committed, transactions: () => transactions }
}

test('writes what arrives together in one transaction', async () => {
  const { start, transactions, committed } = await openEngine()
  await Promise.all(Array.from({ length: 100 }, (_, i) => start(`esc_${i}`)))
  expect(transactions()).toBe(1)
  expect(committed[0]?.events).toHaveLength(200)
  expect(committed[0]?.tasks).toHaveLength(100)
})

const alert = (status: Alert['status']): Alert => ({
  dedupKey: 'disk-full',
  status,
  title: 'x',
  message: 'x',
  urgency: 'high',
})

/** What became of the escalations of alerts that come in one transaction. */
async function takeTogether(statuses: Alert['status'][]) {
  const { db, engine, transactions } = await openEngine()
  const before = transactions()
  await Promise.all(
    statuses.map((status) => engine.transact((unit) => takeAlert(unit, 'int_1', alert(status), plan, '{}'))),
  )
  expect(transactions() - before).toBe(1)
  const kept = await db.read.selectFrom('alerts').select('status').execute()
  expect(kept.map(({ status }) => status).toSorted()).toEqual(statuses.toSorted())
  const rows = await db.read.selectFrom('history').select('status').execute()
  return rows.map((row) => row.status)
}

describe('alerts in the same transaction', () => {
  test('E2 the same one several times rings once', async () => {
    expect(await takeTogether(['firing', 'firing', 'firing'])).toEqual(['running'])
  })

  test('D16 one that fires and resolves leaves nobody ringing', async () => {
    expect(await takeTogether(['firing', 'resolved'])).toEqual(['resolved'])
    expect(await takeTogether(['firing', 'resolved', 'firing'])).toEqual(
      expect.arrayContaining(['resolved', 'running']),
    )
  })
})

test('two who acknowledge in the same transaction: one wins, the other is told who', async () => {
  const { engine, start, transactions } = await openEngine()
  await start('esc_1')
  const [first, second] = await Promise.all(
    ['이영희', '박민수'].map((by) => engine.tell('esc_1', { type: 'acknowledge', by, via: 'api' })),
  )
  expect(transactions()).toBe(2)
  expect(first).toMatchObject({ record: { state: { status: 'acknowledged' } } })
  expect(second).toEqual({ rejected: 'already-acknowledged', by: '이영희' })
})

test('one entry that cannot be written does not take the others with it, and leaves nothing behind', async () => {
  const { db, engine, start } = await openEngine()
  const failing = engine.transact(async (unit) => {
    unit.start('esc_bad', plan, null)
    throw new Error('no')
  })
  const good = start('esc_good')
  await expect(failing).rejects.toThrow('no')
  await good
  const events = await eventsAfter(db.read, 0, { limit: 10 })
  expect(events.map(({ escalationId }) => escalationId)).toEqual(['esc_good', 'esc_good'])
})

/** As long as a group is gathered at most, and more. */
async function untilQuiet() {
  for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve))
}

test('a group that takes its time holds up nothing where the database writes several at a time', async () => {
  const { db, engine, start, transactions } = await openEngine()
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = engine.transact(async () => {
    begun.resolve()
    await held.promise
  })
  await begun.promise
  const next = start('esc_1')
  if (db.writers > 1) await next
  else await untilQuiet()
  expect(transactions()).toBe(db.writers > 1 ? 2 : 1)
  held.resolve()
  await Promise.all([slow, next])
  expect(transactions()).toBe(2)
})

test('says whether calls have to wait for their turn', async () => {
  const { start, committed } = await openEngine({ admit: () => new Set() })
  await start('esc_1')
  expect(committed).toMatchObject([{ waiting: true, tasks: [] }])
})

test('says nothing, and does nothing, before the commit', async () => {
  const { db, engine, committed } = await openEngine()
  await engine.transact(async (unit) => {
    unit.start('esc_1', plan, null)
    expect(await eventsAfter(db.read, 0, { limit: 10 })).toEqual([])
    expect(committed).toEqual([])
  })
  expect(committed).toHaveLength(1)
})
