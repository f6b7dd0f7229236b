import { escalationIdOf, type AttemptId } from '../domain/attempt.ts'
import { personAt } from '../domain/plan.ts'
import { boundCalls, rivalsOf } from '../store/calls.ts'
import { loadEscalation } from '../store/escalations.ts'
import type { Database } from '../store/database.ts'
import type { Provider } from '../telephony/provider.ts'
import type { Engine } from './engine.ts'

type On = { db: Database; engine: Engine; provider: Provider }

/** An attempt whose call may exist at the provider without our knowing its id. */
export type Doubt = {
  attempt: AttemptId
  /** The call was asked for at this time at the earliest, epoch ms. */
  since: number
  /** What is done once the call is known. */
  effectId: string | null
  /** The last look: who the call belongs to is guessed if need be, as a callback can still correct it. */
  last: boolean
}

/**
 * Looks for the call at the provider, by its number, and adopts it. `settled`: nothing is in doubt
 * any more, because it was found or a callback told meanwhile. Throws `ProviderError` when it could
 * not be looked for.
 */
export async function adopt(on: On, doubt: Doubt): Promise<'settled' | 'not-found'> {
  const escalationId = escalationIdOf(doubt.attempt)
  const record = await loadEscalation(on.db.read, escalationId)
  const attempt = record?.state.attempts.find(({ id }) => id === doubt.attempt)
  const known = !attempt || (attempt.call.status !== 'placing' && attempt.call.status !== 'unknown')
  if (!record || known) {
    await finish(on, doubt)
    return 'settled'
  }
  const { phone } = personAt(record.state.plan, attempt.position)
  const found = await on.provider.find({ to: phone, since: doubt.since })
  return on.engine.transact(async (unit) => {
    const bound = await boundCalls(
      unit.tx,
      found.map(({ callId }) => callId),
    )
    const free = found.filter(({ callId }) => !bound.has(callId))
    const report = free[await placeAmongRivals(unit.tx, doubt, phone)]
    if (!report) return 'not-found'
    await unit.tell(escalationId, {
      type: 'call-reported',
      attempt: doubt.attempt,
      source: 'list',
      ...report,
    })
    if (doubt.effectId !== null) unit.done(doubt.effectId)
    return 'settled'
  })
}

/**
 * Other attempts at the same number may be waiting to know their calls too: of this escalation's
 * earlier rounds, or of others. A callback will tell them apart, so while one may come nothing is
 * guessed; at last the calls are given out in the order in which they were asked for.
 */
async function placeAmongRivals(
  tx: Parameters<typeof rivalsOf>[0],
  doubt: Doubt,
  phone: string,
): Promise<number> {
  const rivals = await rivalsOf(tx, phone, doubt.attempt, doubt.since)
  if (rivals.length === 0) return 0
  return doubt.last ? rivals.filter(({ earlier }) => earlier).length : -1
}

async function finish({ engine }: On, { effectId }: Doubt): Promise<void> {
  if (effectId !== null) await engine.transact(async (unit) => unit.done(effectId))
}
