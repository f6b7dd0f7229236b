import { isNoLadder } from '../domain/directory.ts'
import type { Plan } from '../domain/plan.ts'
import { onceLess, type WhenExhausted } from '../domain/when-exhausted.ts'
import type { Log } from '../observe/log.ts'
import type { Database } from '../store/database.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import { dueFollowUps, nextFollowUp, setFollowUp, takeFollowUp } from '../store/follow-ups.ts'
import type { Activity } from './activity.ts'
import { newEscalationId } from './new-id.ts'
import type { Unit } from './batch.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'
import { planOfNextPolicy } from './plan-of-policy.ts'
import { callWebhook } from './webhook.ts'

const AT_ONCE = 100

type On = {
  db: Database
  engine: Engine
  clock: Clock
  activity: Activity
  log: Log
  /** Called when something was put off until `at`. */
  postponed: (at: number) => void
}

/** Does what exhausted escalations lead to, when it is due. Returns when the next is. */
export function followUp(on: On): () => Promise<number | null> {
  return async () => {
    const due = await dueFollowUps(on.db.read, on.clock.now(), AT_ONCE)
    await Promise.all(due.map((id) => perform(on, id)))
    return nextFollowUp(on.db.read)
  }
}

/** A webhook that was begun, and what it is to say. */
type Webhook = { url: string; record: EscalationRecord; tries: number }

async function perform(on: On, id: string): Promise<void> {
  const webhook = await on.engine.transact(async (unit): Promise<Webhook | null> => {
    const record = await unit.escalation(id)
    const when = record?.state.plan.whenExhausted
    if (!record || !when) throw new Error(`escalation ${id} has nothing to follow it`)
    const again = when.do === 'webhook' ? unit.now + WEBHOOK_LEASE_MS : null
    const tries = await takeFollowUp(unit.tx, id, unit.now, again)
    if (tries === null) return null
    if (await isSettled(unit, record)) {
      await setFollowUp(unit.tx, id, null)
      return null
    }
    if (when.do === 'webhook') return { url: when.url, record, tries }
    await begin(on, unit, record, when)
    return null
  })
  // Nothing waits for a stranger's server.
  if (webhook) void on.activity.during(() => tell(on, webhook))
}

/** Somebody took it after all, it is resolved, or a later alert has rung again already. */
async function isSettled(unit: Unit, { id, incidentId, state }: EscalationRecord): Promise<boolean> {
  if (state.status !== 'exhausted') return true
  if (incidentId === null) return false
  const latest = await unit.latestOf(incidentId)
  return latest?.id !== id || !(await unit.incidents.isOpen(incidentId))
}

async function begin(
  { log }: On,
  unit: Unit,
  { id, incidentId, state: { plan } }: EscalationRecord,
  when: Exclude<WhenExhausted, { do: 'webhook' }>,
): Promise<void> {
  const next = when.do === 'repeat' ? repeated(plan) : await planOfNextPolicy(unit.tx, when.policyId, plan)
  if (next && !isNoLadder(next)) unit.start(newEscalationId(), { ...next, follows: id }, incidentId)
  else log.error({ escalation: id, why: next?.why ?? 'gone' }, 'the policy that was to follow rings nobody')
}

/** The same once more, with one repetition less to come. */
function repeated({ whenExhausted, ...plan }: Plan): Plan {
  const then = whenExhausted?.do === 'repeat' ? onceLess(whenExhausted) : undefined
  return { ...plan, ...(then && { whenExhausted: then }) }
}

/** Longer than a webhook may take: whoever dies meanwhile has it taken up again. */
const WEBHOOK_LEASE_MS = 60_000
const FIRST_AGAIN_MS = 10_000
const WEBHOOK_TRIES = 5

/** Tells it, at least once; when that fails, again after 10, 40, 160 and 640 s. */
async function tell({ engine, clock, log, postponed }: On, { url, record, tries }: Webhook): Promise<void> {
  try {
    const failure = await callWebhook(url, record)
    if (failure !== null)
      log.warn({ escalation: record.id, tries, failure }, 'a webhook did not take what it was told')
    const over = failure === null || tries + 1 >= WEBHOOK_TRIES
    const again = over ? null : clock.now() + FIRST_AGAIN_MS * 4 ** tries
    await engine.transact(({ tx }) => setFollowUp(tx, record.id, again))
    if (again !== null) postponed(again)
  } catch (error) {
    log.error(
      { err: error, escalation: record.id },
      'could not note what became of a webhook; it is told again',
    )
  }
}
