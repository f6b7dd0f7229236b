import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { attemptIdOf, type CallId } from '../../src/domain/attempt.ts'
import type { Alert } from '../../src/domain/incident.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { Activity } from '../../src/engine/activity.ts'
import { takeAlert } from '../../src/engine/alerts.ts'
import { systemClock } from '../../src/engine/clock.ts'
import { Engine } from '../../src/engine/engine.ts'
import { dueCalls, saveCalls } from '../../src/store/calls.ts'
import type { Database } from '../../src/store/database.ts'
import { claimEffects, insertEffects, postponeEffect } from '../../src/store/effects.ts'
import { claimDue, loadEscalation } from '../../src/store/escalations.ts'
import { saveIncidents } from '../../src/store/incidents.ts'
import { openShared } from '../support/database.ts'
import { until } from '../support/network.ts'

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

function engineOn(db: Database): Engine {
  const node = { id: 'node', holds: () => true, doubt: () => {} }
  const activity = new Activity(systemClock)
  return new Engine({
    db,
    clock: systemClock,
    activity,
    node,
    silenceMs: () => 5_000,
    withoutCallbacks: null,
    admit: (attempts) => new Set(attempts),
    onFailure: () => {},
    onCommit: () => {},
  })
}

/** Two engines, each as if it were alone in its process. */
async function twoEngines() {
  const [a, b] = await openShared(2)
  if (!a || !b) throw new Error('two were asked for')
  return { a, b, engines: [engineOn(a), engineOn(b)] as const }
}
const alert = (i: number): Alert => ({
  dedupKey: `key-${i}`,
  status: 'firing',
  title: 'x',
  message: 'x',
  urgency: 'high',
})
const A = { timeout: 30_000 }
/** Later than any deadline, epoch ms. */
const LATE = 9e15
const many = Array.from({ length: 30 }, (_, i) => i)

test('D5 of two who acknowledge at two nodes at once, one wins, and the other is told who', async () => {
  const { a, engines } = await twoEngines()
  await Promise.all(many.map((i) => engines[0].transact(async (unit) => unit.start(`esc_${i}`, plan, null))))
  const told = await Promise.all(
    many.map((i) =>
      Promise.all(
        engines.map((engine, n) =>
          engine.tell(`esc_${i}`, { type: 'acknowledge', by: `node ${n}`, via: 'api' }),
        ),
      ),
    ),
  )
  for (const [i, answers] of told.entries()) {
    const state = (await loadEscalation(a.read, `esc_${i}`))?.state
    const winner = state?.status === 'acknowledged' ? state.by.name : 'nobody'
    expect(answers.filter((answer) => 'events' in answer)).toHaveLength(1)
    expect(answers).toContainEqual({ rejected: 'already-acknowledged', by: winner })
  }
})

// PostgreSQL looks for a deadlock after a second.
test('two nodes that wait for each other in a circle both get what they want', A, async () => {
  const { engines } = await twoEngines()
  for (const id of ['esc_0', 'esc_1']) await engines[0].transact(async (unit) => unit.start(id, plan, null))
  const holds = engines.map(() => Promise.withResolvers<void>())
  const told = engines.map((engine, n) =>
    engine.transact(async (unit) => {
      await unit.tell(`esc_${n}`, { type: 'tick' })
      holds[n]?.resolve()
      await holds[1 - n]?.promise
      await unit.tell(`esc_${1 - n}`, { type: 'tick' })
      return n
    }),
  )
  expect(await Promise.all(told)).toEqual([0, 1])
})

test('E2 an alert that reaches two nodes at once opens one incident and rings once', async () => {
  const { a, engines } = await twoEngines()
  await Promise.all(
    many.flatMap((i) =>
      engines.map((engine) => engine.transact((unit) => takeAlert(unit, 'int_1', alert(i), plan, '{}'))),
    ),
  )
  const all = await a.read.selectFrom('escalations').select('incident_id').execute()
  expect(all).toHaveLength(many.length)
  expect(new Set(all.map(({ incident_id }) => incident_id)).size).toBe(many.length)
})

// Two Alertmanagers that watch the same tell the same, in any order.
test('E2 two nodes that open the same incidents at once do not wait for each other in a circle', async () => {
  const { a, b } = await twoEngines()
  const [one, other] = [opened('key-1'), opened('key-2')]
  const begun = Promise.withResolvers<void>()
  const first = a.write(async (tx) => {
    await saveIncidents(tx, [one])
    begun.resolve()
    await until(async () => (await waiting(a)) > 0)
    await saveIncidents(tx, [other])
  })
  await begun.promise
  const copies = [other, one].map((incident) => ({ ...incident, id: `${incident.id}-copy` }))
  const second = b.write((tx) => saveIncidents(tx, copies))
  await expect(second).rejects.toThrow('duplicate key')
  await first
})

const opened = (dedupKey: string) => ({
  id: `inc_${dedupKey}`,
  integrationId: 'int_1',
  dedupKey,
  title: 'x',
  createdAt: 1,
  resolvedAt: null,
})

/** How many wait for a lock of this database. */
async function waiting(db: Database): Promise<number> {
  const { rows } = await sql`select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db.read)
  return rows.length
}

test('what one node is claiming another passes over, and does not wait for', async () => {
  const { a, b, engines } = await twoEngines()
  for (const id of ['esc_1', 'esc_2']) await engines[0].transact(async (unit) => unit.start(id, plan, null))
  await a.write((tx) => tx.deleteFrom('effects').execute())
  const attempts = [1, 2].map((number) => attemptIdOf('esc_1', number))
  const effects = attempts.map((attempt) => ({
    escalationId: 'esc_1',
    effect: { kind: 'place-call', attempt } as const,
    turn: 1,
    begin: true,
  }))
  const calls = attempts.map((attempt, i) => {
    const callId = `CA${i}` as CallId
    return { attempt, escalationId: 'esc_1', phone: '+821000000001', callId, createdAt: 1, checkAt: 1 }
  })
  await a.write(async (tx) => {
    for (const effect of await insertEffects(tx, effects, 'a', 1)) await postponeEffect(tx, effect, 1)
    await saveCalls(tx, calls)
  })
  await a.write(async (mine) => {
    expect(await claimEffects(mine, 'a', 1, { calls: 1, others: 1 })).toHaveLength(1)
    expect(await dueCalls(mine, 1, 1)).toHaveLength(1)
    expect(await claimDue(mine, LATE, LATE, 1)).toHaveLength(1)
    await b.write(async (theirs) => {
      expect(await claimEffects(theirs, 'b', 1, { calls: 10, others: 10 })).toHaveLength(1)
      expect(await dueCalls(theirs, 1, 10)).toHaveLength(1)
      expect(await claimDue(theirs, LATE, LATE, 10)).toHaveLength(1)
    })
  })
})
