import { expect, test } from 'vitest'
import { openDatabase } from '../../test/support/database.ts'
import type { Plan } from '../domain/plan.ts'
import { Activity } from './activity.ts'
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

test('calls that begin while those that wait are taken up are not forgotten', async () => {
  const db = await openDatabase()
  const pace = new Pace()
  const node = await onlyNode(db)
  const admitted: string[] = []
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
  const dispatch: Pick<Dispatch, 'begin'> = { begin: () => {} }
  const resume = resumeEffects({ db, engine, dispatch, pace, clock: systemClock, node })
  const begun = Array.from({ length: 50 }, (_, i) =>
    engine.transact(async (unit) => unit.start(`esc_${i}`, plan, null)),
  )
  await Promise.all([...begun, resume()])
  expect(admitted.length).toBeLessThan(50)
  pace.leave(admitted as never[])
  expect(pace.lookAgainAt(0)).not.toBeNull()
})
