import { callIdOf, isLive } from '../domain/attempt.ts'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import { claimDue, loadEscalation, nextWake } from '../store/escalations.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 200
/** Longer than a provider takes to answer: whoever dies meanwhile leaves what was due to the others. */
const CLAIM_MS = 5_000

/**
 * Tells every escalation whose deadline has passed that it has; of several nodes one does. A guard hangs
 * up on people, so the provider is asked first: whoever answered while no news reached us is not cut
 * off. An answer may take seconds, so nobody's deadline waits for somebody else's. Returns when the
 * next one is due.
 */
export function wake(on: {
  db: Database
  engine: Engine
  provider: Provider
  activity: Activity
  log: Log
  /** Called when one that was in hand may have to be looked at again, or makes room for another. */
  again: () => void
}): () => Promise<number | null> {
  const { db, engine, provider, activity, log, again } = on
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

  async function strike(escalationId: string): Promise<void> {
    await ask(escalationId).catch((error: unknown) => {
      // Then the guard strikes without knowing: what must not stop is the ladder.
      if (!(error instanceof ProviderError)) throw error
      log.warn(
        { escalationId, code: error.failure.code },
        'could not ask about a call before its guard struck',
      )
    })
    await engine.tell(escalationId, { type: 'tick' })
  }

  /** What does not move stays claimed: it is looked at again, but not without a pause. */
  async function take(escalationId: string): Promise<void> {
    inHand.add(escalationId)
    await strike(escalationId).catch((error: unknown) => {
      log.error({ err: error, escalationId }, 'could not tell of a deadline; trying again')
    })
    inHand.delete(escalationId)
    again()
  }

  return async () => {
    const room = AT_ONCE - inHand.size
    if (room === 0) return null
    const due = await engine.transact(({ tx, now }) => claimDue(tx, now, now + CLAIM_MS, room))
    for (const id of due) if (!inHand.has(id)) void activity.during(() => take(id))
    return nextWake(db.read)
  }
}
