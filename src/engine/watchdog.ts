import type { Metrics } from '../observe/metrics.ts'
import type { Troubles } from '../observe/troubles.ts'
import { countWaiting } from '../store/effects.ts'
import { countOverdue } from '../store/escalations.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'
import type { Database } from '../store/database.ts'
import { tryWrite } from '../store/database.ts'

const EVERY_MS = 10_000
/** A deadline is kept within milliseconds; half a minute later something is broken. */
const OVERDUE_MS = 30_000
/** A page that waits for a minute to be dialled is late, also in a storm of alerts. */
const WAITING_MS = 60_000

/**
 * Looks every ten seconds whether Nightbell does its work: that no deadline has passed without
 * anything moving, that calls do not pile up, that the database can be written to. Returns when to
 * look again.
 */
export function watchdog(on: {
  db: Database
  engine: Engine
  clock: Clock
  troubles: Troubles
  metrics: Metrics
  /** Called when a deadline has passed and nothing moved: whoever should have looked may have missed it. */
  overdue: () => void
}): () => Promise<number> {
  const { db, engine, clock, troubles, metrics } = on

  async function lookForOverdue(): Promise<void> {
    const { count, earliest } = await countOverdue(db.read, clock.now() - OVERDUE_MS)
    metrics.escalationsOverdue.set(count)
    if (earliest === null) return troubles.clear('overdue')
    on.overdue()
    const seconds = Math.round((clock.now() - earliest) / 1000)
    troubles.raise('overdue', {
      detail: `${count} escalations have not moved for up to ${seconds} s after their deadline`,
      hint: {
        ko: '에스컬레이션이 멈춰 있습니다. 서버 로그를 확인하고 다시 시작하세요. 담당자에게 직접 연락하세요.',
        en: 'Escalations are stuck. Look at the server log and restart it; call the people yourself meanwhile.',
      },
    })
  }

  async function lookForWaiting(): Promise<void> {
    const { count, earliest } = await countWaiting(db.read, clock.now())
    const waited = earliest === null ? 0 : clock.now() - earliest
    metrics.callsWaiting.set(count)
    metrics.longestWait.set(waited / 1000)
    if (waited < WAITING_MS) return troubles.clear('queue')
    troubles.raise('queue', {
      detail: `${count} calls wait to be placed, the first for ${Math.round(waited / 1000)} s`,
      hint: {
        ko: '알림이 발신 한도보다 많습니다. 발신 사업자의 초당 통화 한도를 높이거나 알림을 묶으세요.',
        en: 'More alerts than the provider takes calls. Raise its calls-per-second limit, or group the alerts.',
      },
    })
  }

  return async () => {
    troubles.forgetOld()
    // Its failure is reported where every failed commit is.
    await engine.transact(({ tx }) => tryWrite(tx)).catch(() => {})
    await lookForOverdue()
    await lookForWaiting()
    return clock.now() + EVERY_MS
  }
}
