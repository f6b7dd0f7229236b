import type { Log } from '../observe/log.ts'
import { checkCallAgain, dueCalls, nextCheck, type DueCall } from '../store/calls.ts'
import type { Database } from '../store/database.ts'
import type { Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 50

/** Every 2.5 s while a call may still ring, then ever more seldom: after an hour, every three minutes. */
const intervalMs = (ageMs: number) => Math.max(2_500, ageMs / 20)

/**
 * Asks the provider about calls that have fallen silent: a lost callback delays the ladder by
 * seconds, and never stops it. Returns when to ask next.
 */
export function reconcile(on: {
  db: Database
  engine: Engine
  provider: Provider
  activity: Activity
  log: Log
}): () => Promise<number | null> {
  const { db, engine, provider, activity, log } = on

  async function ask({ attempt, escalationId, callId }: DueCall): Promise<void> {
    try {
      const report = await provider.fetch(callId)
      if (report) await engine.tell(escalationId, { type: 'call-reported', attempt, ...report })
      else {
        log.warn({ attempt }, 'the provider knows no such call')
        await engine.transact(({ tx }) => checkCallAgain(tx, attempt, null))
      }
    } catch (error) {
      log.warn({ attempt, err: error }, 'could not ask about a call; asking again')
    }
  }

  return async () => {
    const due = await engine.transact(async ({ tx, now }) => {
      const calls = await dueCalls(tx, now, AT_ONCE)
      for (const call of calls) await checkCallAgain(tx, call.attempt, now + intervalMs(now - call.createdAt))
      return calls
    })
    for (const call of due)
      void activity.during(() =>
        ask(call).catch((error: unknown) => log.error({ err: error }, 'could not record what a call says')),
      )
    return nextCheck(db.read)
  }
}
