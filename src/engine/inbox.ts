import { callIdOf, escalationIdOf, type AttemptId } from '../domain/attempt.ts'
import type { Command } from '../domain/decide.ts'
import { personAt } from '../domain/plan.ts'
import { replyTo } from '../speech/key-reply.ts'
import { scriptFor } from '../speech/script.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import type { CallInbox, RawCallback } from '../telephony/provider.ts'
import type { Told, Unit } from './batch.ts'
import type { CallbackWatch } from './callback-watch.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'

/** The provider repeats a callback for about 75 s at most; what speaks of an ended call after this is a replay. */
const STALE_MS = 120_000

/** What the provider's callbacks come to: commands to the engine, and words for the phone. */
export function inbox(on: {
  engine: Engine
  clock: Clock
  callbacks: CallbackWatch
  load: (escalationId: string) => Promise<EscalationRecord | null>
}): CallInbox {
  const find = (record: EscalationRecord | null, id: AttemptId) => {
    const attempt = record?.state.attempts.find((a) => a.id === id)
    if (!record || !attempt) return null
    const stale = attempt.endedAt !== null && on.clock.now() - attempt.endedAt > STALE_MS
    return { record, attempt, stale }
  }

  /**
   * Tells its escalation, once it is known in the same transaction that there is such an attempt. What
   * came is kept, also where it says nothing new or comes too late: that is what evidence is for.
   */
  function tell(id: AttemptId, command: Command, raw: RawCallback): Promise<Told | 'unknown' | 'stale'> {
    const escalationId = escalationIdOf(id)
    const work = async (unit: Unit) => {
      const found = find(await unit.escalation(escalationId), id)
      if (!found) return 'unknown'
      unit.keep({ escalationId, attempt: found.attempt.number, ...raw })
      return found.stale ? 'stale' : unit.tell(escalationId, command)
    }
    return on.engine.transact(work, { escalations: [escalationId] })
  }

  return {
    async script(id) {
      const found = find(await on.load(escalationIdOf(id)), id)
      if (!found || found.stale) return null
      on.callbacks.heard()
      const { plan } = found.record.state
      return scriptFor(plan, personAt(plan, found.attempt.position), { keys: true })
    },

    async report(id, report, raw) {
      const told = await tell(id, { type: 'call-reported', attempt: id, source: 'callback', ...report }, raw)
      if (typeof told === 'string') return told
      on.callbacks.heard()
      return 'taken'
    },

    async keyPressed(id, callId, key, raw) {
      const told = await tell(id, { type: 'key-pressed', attempt: id, callId, key }, raw)
      if (told === 'stale') return told
      if (told === 'unknown' || 'rejected' in told) return null
      const attempt = told.record.state.attempts.find((a) => a.id === id)
      return attempt && callIdOf(attempt) === callId ? replyTo(told.record.state, attempt, key) : null
    },
  }
}
