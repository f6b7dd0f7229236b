import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/database.ts'
import type { AttemptId } from '../domain/attempt.ts'
import type { Plan } from '../domain/plan.ts'
import { Activity } from './activity.ts'
import type { Task } from './batch.ts'
import { systemClock } from './clock.ts'
import type { Dispatch } from './dispatch.ts'
import { Engine } from './engine.ts'
import { onlyNode } from './node.ts'
import { Pace } from './pace.ts'
import { resumeEffects } from './resume.ts'

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

/** An engine and what takes up its effects, with room for ten calls; calls wait, as after a start. */
async function open() {
  const db = await openDatabase()
  const pace = new Pace()
  const node = await onlyNode(db)
  const admitted: AttemptId[] = []
  const engine = new Engine({
    db,
    clock: systemClock,
    activity: new Activity(systemClock),
    node,
    silenceMs: () => 5_000,
    withoutCallbacks: null,
    admit: (attempts, now) => {
      const letThrough = pace.admit(attempts, now)
      admitted.push(...letThrough)
      return letThrough
    },
    onFailure: () => {},
    onCommit: () => {},
  })
  const begun: Task[] = []
  const dispatch: Pick<Dispatch, 'begin'> = { begin: (tasks) => void begun.push(...tasks) }
  const resume = resumeEffects({ db, engine, dispatch, pace, clock: systemClock, node })
  const start = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) =>
      engine.transact(async (unit) => unit.start(`esc_${name}_${i}`, plan, null)),
    )
  return { pace, admitted, begun, resume, start }
}

test('calls that begin while those that wait are taken up are not forgotten', async () => {
  const { pace, admitted, resume, start } = await open()
  await Promise.all([...start('new', 50), resume()])
  expect(admitted.length).toBeLessThan(50)
  pace.leave(admitted)
  expect(pace.lookAgainAt(0)).not.toBeNull()
})

test('D12 calls that are taken up leave the less room for those that begin at the same time', async () => {
  const { admitted, begun, resume, start } = await open()
  await Promise.all(start('waiting', 5))
  expect(admitted).toEqual([])
  await Promise.all([resume(), ...start('new', 10)])
  expect(begun).toHaveLength(5)
  expect(admitted).toHaveLength(5)
})
