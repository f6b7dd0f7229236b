import type { Attempt } from '../domain/attempt.ts'
import type { KeyReply } from '../domain/call-script.ts'
import type { Known } from '../domain/escalation.ts'
import { languageOf, personAt } from '../domain/plan.ts'
import { scriptFor } from './script.ts'
import { words } from './words.ts'

/**
 * What the phone says to a key, from what is true after the key was recorded: so a repeated callback
 * hears the same, and nobody hears "acknowledged" who did not.
 */
export function replyTo(state: Known, attempt: Attempt, key: string): KeyReply {
  const { plan } = state
  const person = personAt(plan, attempt.position)
  const language = languageOf(plan, person)
  const say = words[language]
  const goodbye = (text: string): KeyReply => ({ language, say: text })
  if (attempt.outcome === 'acknowledged')
    return goodbye(key === '2' ? say.detailsOnTheirWay : say.acknowledged)
  if (state.status === 'acknowledged') return goodbye(say.alreadyAcknowledged(state.by.name))
  if (state.status !== 'running') return goodbye(say.over)
  if (attempt.leaving !== null || attempt.outcome !== null) return goodbye(say.passedOn)
  const script = scriptFor(plan, person, { keys: true })
  return { repeat: script, say: key === '*' ? null : say.wrongKey }
}
