import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { attemptIdOf } from '../../src/domain/attempt.ts'
import { SharedNode } from '../../src/engine/node.ts'
import { createLog } from '../../src/observe/log.ts'
import { claimEffects, insertEffects, nextEffect } from '../../src/store/effects.ts'
import { openShared } from '../support/database.ts'

/** The node's clocks stand still until the test moves them; the database's do not. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
})

async function twoNodes() {
  const [db] = await openShared(1)
  if (!db?.shared) throw new Error('several nodes need PostgreSQL')
  const { pulse } = db.shared
  const [a, b] = [new SharedNode(pulse, createLog('silent')), new SharedNode(pulse, createLog('silent'))]
  await a.sign()
  await b.sign()
  const effect = { kind: 'place-call', attempt: attemptIdOf('esc_1', 1) } as const
  await db.write((tx) =>
    insertEffects(tx, [{ escalationId: 'esc_1', effect, turn: 1, begin: true }], a.id, 1),
  )
  /** Lets seconds pass in which `b` looks and gives its sign once each. */
  const watch = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      vi.advanceTimersByTime(1_000)
      await b.sign()
      await b.buryTheSilent()
    }
  }
  const freed = async () => (await nextEffect(db.read, 1)) !== null
  return { db, a, b, watch, freed }
}

test('a node dials for two seconds after its last sign of life, and is dead after three', async () => {
  const { a, watch, freed } = await twoNodes()
  const { id } = a
  await watch(1)
  expect(a.holds(id)).toBe(true)
  await watch(1)
  expect(a.holds(id)).toBe(false)
  await watch(1)
  expect(await freed()).toBe(false)
  await watch(1)
  expect(await freed()).toBe(true)
})

test('D11 a node that was suspended does not dial before it has shown that it lives', async () => {
  const { a } = await twoNodes()
  const { id } = a
  vi.setSystemTime(Date.now() + 60_000) // The steady clock stood still meanwhile.
  expect(a.holds(id)).toBe(false)
  await a.sign()
  expect(a.holds(id)).toBe(true)
})

test('D17 a node that was taken for dead goes on as another, and has lost what it had in hand', async () => {
  const { db, a, watch } = await twoNodes()
  const { id } = a
  await watch(5)
  await a.sign()
  expect(a.id).not.toBe(id)
  expect(a.holds(id)).toBe(false)
  expect(a.holds(a.id)).toBe(true)
  expect(await db.write((tx) => claimEffects(tx, a.id, 1, { calls: 10, others: 10 }))).toMatchObject([
    { inDoubt: true },
  ])
})

test('D14 nobody is taken for dead because the database was away for everybody', async () => {
  const { a, watch, freed } = await twoNodes()
  await watch(1)
  vi.advanceTimersByTime(30_000)
  await watch(3)
  expect(await freed()).toBe(false)
  await a.sign()
  await watch(3)
  expect(await freed()).toBe(false)
})

test('D14 a node that does not know what it wrote leaves that to whoever finds it', async () => {
  const { a, freed } = await twoNodes()
  const { id } = a
  a.doubt()
  await a.sign()
  expect(a.id).not.toBe(id)
  expect(await freed()).toBe(true)
})
