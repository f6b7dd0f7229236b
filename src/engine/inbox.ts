import { callIdOf, escalationIdOf, type AttemptId } from '../domain/attempt.ts'
import type { Command } from '../domain/decide.ts'
import { personAt } from '../domain/plan.ts'
import { replyTo } from '../speech/key-reply.ts'
import { scriptFor } from '../speech/script.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import type { CallInbox } from '../telephony/provider.ts'
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
  async function find(id: AttemptId) {
    const record = await on.load(escalationIdOf(id))
    const attempt = record?.state.attempts.find((a) => a.id === id)
    if (!record || !attempt) return null
    const stale = attempt.endedAt !== null && on.clock.now() - attempt.endedAt > STALE_MS
    return { record, attempt, stale }
  }
  const tell = (id: AttemptId, command: Command) => on.engine.tell(escalationIdOf(id), command)

  return {
    async script(id) {
      const found = await find(id)
      if (!found || found.stale) return null
      const { plan } = found.record.state
      return scriptFor(plan, personAt(plan, found.attempt.position), { keys: true })
    },

    async report(id, report) {
      const found = await find(id)
      if (!found) return 'unknown'
      if (found.stale) return 'stale'
      on.callbacks.heard()
      await tell(id, { type: 'call-reported', attempt: id, source: 'callback', ...report })
      return 'taken'
    },

    async keyPressed(id, callId, key) {
      const found = await find(id)
      if (!found) return null
      if (found.stale) return 'stale'
      const told = await tell(id, { type: 'key-pressed', attempt: id, callId, key })
      if ('rejected' in told) return null
      const attempt = told.record.state.attempts.find((a) => a.id === id)
      return attempt && callIdOf(attempt) === callId ? replyTo(told.record.state, attempt, key) : null
    },
  }
}
