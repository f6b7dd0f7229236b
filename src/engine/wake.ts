import { callIdOf, isLive } from '../domain/attempt.ts'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import { claimDue, loadEscalation, nextWake } from '../store/escalations.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'

const AT_ONCE = 200
const STUCK_MS = 1_000
/** Longer than a provider takes to answer: whoever dies meanwhile leaves what was due to the others. */
const CLAIM_MS = 5_000

/**
 * Tells every escalation whose deadline has passed that it has; of several nodes one does. A guard hangs up on people, so the
 * provider is asked first: whoever answered while no news reached us is not cut off. Returns when the
 * next one is due.
 */
export function wake(on: {
  db: Database
  engine: Engine
  provider: Provider
  clock: Clock
  log: Log
}): () => Promise<number | null> {
  const { db, engine, provider, clock, log } = on

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

  return async () => {
    const due = await engine.transact(({ tx, now }) => claimDue(tx, now, now + CLAIM_MS, AT_ONCE))
    const moved = await Promise.all(due.map(strike))
    const next = await nextWake(db.read)
    // What is due and does not move is looked at again, but not without a pause.
    return next === null || moved.includes(true) ? next : Math.max(next, clock.now() + STUCK_MS)
  }
}
