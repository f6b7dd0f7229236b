import type { Escalation } from '../../src/wire/escalation.ts'
import { overlapsOf } from '../support/overlaps.ts'

/** A call as the telephone network saw it. */
export type LedgerCall = {
  sid: string
  request: { to: string; instructions: { url?: string } }
  created_at: number
  answered_at: number | null
  ended_at: number | null
  status: string
  answered_by: string | null
  life: { status: string; at: string }[]
  keys: { key: string; accepted: boolean }[]
  requests: { kind: string; tries: { status: number | null }[] }[]
  faults: { fault: string; where: string }[]
}

type Attempt = Escalation['attempts'][number]

/** What is not as it should be with one escalation, held against the network's own account; nothing when all is well. */
export function wrongWith(escalation: Escalation, calls: readonly LedgerCall[]): string[] {
  const inOrder = calls.toSorted((a, b) => a.created_at - b.created_at)
  const found = [
    ...(escalation.status === 'running' ? ['lost: it has not ended'] : []),
    ...outOfOrder(escalation),
    ...dialledTwice(inOrder),
    ...overlapsOf(inOrder).map(([a, b]) => `overlap: ${a} and ${b}`),
    ...unknownCalls(escalation, inOrder),
    ...escalation.attempts.flatMap((attempt) => untrue(attempt, escalation, callOf(attempt, inOrder))),
    ...keysLost(escalation, inOrder),
  ]
  return found.map((text) => `${escalation.id}: ${text}`)
}

const callOf = (attempt: Attempt, calls: readonly LedgerCall[]) =>
  calls.find(({ sid }) => sid === attempt.call_id)

/** The attempt is in the callback URLs; without callbacks there is none. */
function attemptIn({ request }: LedgerCall): string | null {
  const { url } = request.instructions
  return url === undefined ? null : new URL(url).searchParams.get('attempt')
}

function outOfOrder({ plan, attempts }: Escalation): string[] {
  const numbers = attempts.map(({ number, phone }) => `${number} ${phone}`)
  const planned = plan.slice(0, attempts.length).map(({ number, phone }) => `${number} ${phone}`)
  return numbers.join() === planned.join() ? [] : [`order: ${numbers.join(', ')}`]
}

function dialledTwice(calls: readonly LedgerCall[]): string[] {
  const attempts = calls.flatMap((call) => attemptIn(call) ?? [])
  return attempts.filter((id, i) => attempts.indexOf(id) !== i).map((id) => `double dial: ${id}`)
}

function unknownCalls({ attempts }: Escalation, calls: readonly LedgerCall[]): string[] {
  const known = new Set(attempts.map(({ call_id }) => call_id))
  return calls.filter(({ sid }) => !known.has(sid)).map(({ request }) => `unknown call to ${request.to}`)
}

/** Whether the provider left us in doubt about this call until we had to go on without knowing. */
export const isGivenUp = ({ outcome }: Attempt, call: LedgerCall | undefined): boolean =>
  outcome === 'failed' && call !== undefined && call.status !== 'failed'

/** Whether the recorded outcome of an attempt is what the network saw. */
function untrue(attempt: Attempt, escalation: Escalation, call: LedgerCall | undefined): string[] {
  const said = `attempt ${attempt.number} is ${attempt.outcome}, ${attempt.call_status}`
  if (!call)
    return attempt.call_id === null && attempt.outcome !== 'acknowledged' ? [] : [`untrue: ${said}, no call`]
  if (call.ended_at === null || attempt.call_status !== 'ended')
    return [`untrue: ${said}, the call is ${call.status}`]
  if (isTrue(attempt, escalation, call)) return []
  return [`untrue: ${said}, the call was ${call.status}, answered by ${call.answered_by}`]
}

function isTrue({ outcome }: Attempt, { acknowledged_by }: Escalation, call: LedgerCall): boolean {
  switch (outcome) {
    case 'acknowledged':
      return showed(acknowledged_by?.evidence ?? null, call)
    case 'no-answer':
    case 'busy':
      return call.status === outcome
    case 'no-key':
      return call.answered_at !== null
    case 'machine':
      return /machine|fax/.test(call.answered_by ?? '')
    case 'timeout':
      return call.answered_at === null && /canceled|completed/.test(call.status)
    default:
      // Called off, or given up because it was not known in time: how the call ended does not follow.
      return outcome !== null
  }
}

function showed(evidence: 'answer' | 'human' | 'keypress' | null, call: LedgerCall): boolean {
  if (evidence === 'keypress') return call.keys.some(({ key, accepted }) => accepted && '12'.includes(key))
  return evidence === 'human' ? call.answered_by === 'human' : call.answered_at !== null
}

/** Somebody pressed 1 and was answered: then it is acknowledged, unless somebody had called it off. */
function keysLost({ status }: Escalation, calls: readonly LedgerCall[]): string[] {
  const heard = calls.filter(({ requests }) =>
    requests.some(({ kind, tries }) => kind === 'action' && tries.at(-1)?.status === 200),
  )
  return heard.length > 0 && (status === 'running' || status === 'exhausted')
    ? [`a key was lost: it is ${status}`]
    : []
}
