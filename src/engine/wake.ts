import { callIdOf, isLive } from '../domain/attempt.ts'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import { dueEscalations, loadEscalation, nextWake } from '../store/escalations.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 200
const STUCK_MS = 1_000

/**
 * Tells every escalation whose deadline has passed that it has. A guard hangs up on people, so the
 * provider is asked first: whoever answered while no news reached us is not cut off. An answer may
 * take seconds, so nobody's deadline waits for somebody else's. Returns when the next one is due.
 */
export function wake(on: {
  db: Database
  engine: Engine
  provider: Provider
  clock: Clock
  activity: Activity
  log: Log
  /** Called when one that was in hand may have to be looked at again, or makes room for another. */
  again: () => void
}): () => Promise<number | null> {
  const { db, engine, provider, clock, activity, log, again } = on
  const inHand = new Set<string>()

  async function ask(escalationId: string): Promise<void> {
    const record = await loadEscalation(db.read, escalationId)
    const attempt = record?.state.attempts.at(-1)
    const callId = attempt && isLive(attempt) ? callIdOf(attempt) : null
    if (!attempt || callId === null) return
    const report = await provider.fetch(callId)
    const source = 'poll'
    if (report)
      await engine.tell(escalationId, { type: 'call-reported', attempt: attempt.id, source, ...report })
  }

  /** Whether anything moved. */
  async function strike(escalationId: string): Promise<boolean> {
    await ask(escalationId).catch((error: unknown) => {
      // Then the guard strikes without knowing: what must not stop is the ladder.
      if (!(error instanceof ProviderError)) throw error
      log.warn(
        { escalationId, code: error.failure.code },
        'could not ask about a call before its guard struck',
      )
    })
    const told = await engine.tell(escalationId, { type: 'tick' })
    return 'events' in told && told.events.length > 0
  }

  async function take(escalationId: string): Promise<void> {
    inHand.add(escalationId)
    try {
      const moved = await strike(escalationId).catch((error: unknown) => {
        log.error({ err: error, escalationId }, 'could not tell of a deadline; trying again')
      })
      // What is due and does not move is looked at again, but not without a pause.
      if (!moved) await activity.pause(STUCK_MS)
    } finally {
      inHand.delete(escalationId)
      again()
    }
  }

  return async () => {
    const due = await dueEscalations(db.read, clock.now(), AT_ONCE)
    const others = due.filter((id) => !inHand.has(id)).slice(0, AT_ONCE - inHand.size)
    for (const id of others) void activity.during(() => take(id))
    return inHand.size < AT_ONCE ? nextWake(db.read, [...inHand]) : null
  }
}
