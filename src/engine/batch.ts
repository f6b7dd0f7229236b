import { attemptIdOf, type AttemptId } from '../domain/attempt.ts'
import { decide, type Command, type Rejection } from '../domain/decide.ts'
import { effectsOf } from '../domain/effects.ts'
import {
  evolve,
  wakeAt,
  type Escalation,
  type Event,
  type Failure,
  type Known,
  type WithoutCallbacks,
} from '../domain/escalation.ts'
import type { NoLadder } from '../domain/directory.ts'
import { personAt, type Plan } from '../domain/plan.ts'
import { saveCallbacks, type KeptCallback } from '../store/callbacks.ts'
import { checkAgain, forgetCalls, saveCalls, type NextCheck } from '../store/calls.ts'
import { together, type Tx } from '../store/database.ts'
import { effectsDone, insertEffects, withdrawCall, type PendingEffect } from '../store/effects.ts'
import {
  latestOfIncidents,
  lockEscalations,
  saveEscalations,
  type EscalationRecord,
} from '../store/escalations.ts'
import { appendEvents, type About, type NewEvent, type StoredEvent } from '../store/events.ts'
import { callRecordOf, type CallOfAttempt } from './call-record.ts'
import { Incidents } from './incidents.ts'
import type { Needed, Needs } from './needs.ts'
import { standingsIn, type Standing } from './plan-of-policy.ts'

/** What became of a command: what happened because of it and what is now true, or why not. */
export type Told = Happened | Rejection
export type Happened = { record: EscalationRecord; events: Event[] }

/** An effect with the escalation as it was when it was decided, or when it was taken up again. */
export type Task = PendingEffect & { record: EscalationRecord }

/** What was just committed, for those who act on it. */
export type Committed = {
  events: readonly StoredEvent[]
  tasks: readonly Task[]
  /** The earliest deadline among what changed, epoch ms. */
  wakeAt: number | null
  checkAt: number | null
  /** Whether calls were not let through, and wait for their turn. */
  waiting: boolean
}

/** One unit of work inside a group's transaction. */
export type Unit = {
  tx: Tx
  now: number
  incidents: Incidents
  tell(escalationId: string, command: Command): Promise<Told>
  /** An escalation as it is here and now: with what this group of work has told it, and as nobody else can change it meanwhile. */
  escalation(id: string): Promise<EscalationRecord | null>
  /** The newest of an incident, in the same way. */
  latestOf(incidentId: string): Promise<EscalationRecord | null>
  /** How a policy rings at this moment; null when it is gone. Read once for all of the group, who come at the same time. */
  policy(id: string): Promise<Standing | NoLadder | null>
  /** Keeps what the provider told of an attempt of an escalation that was asked for. */
  keep(callback: Omit<KeptCallback, 'at'>): void
  /** When to ask about a call again; what is written of it later in the group decides. */
  checkAgain(check: NextCheck): void
  /** An effect was performed. */
  done(effectId: string): void
  /** Begins an escalation; `id` must be new. */
  start(id: string, plan: Plan, incidentId: string | null): EscalationRecord
}

/** What every batch needs to know of the node that writes it. */
export type Scribe = {
  node: { readonly id: string }
  /** How long a call may be silent before it is asked about, ms. */
  silenceMs: (callbacks: Known['callbacks']) => number
  withoutCallbacks: WithoutCallbacks | null
  /** Which of these new calls may be asked for at once; the others wait for their turn. */
  admit: (attempts: readonly AttemptId[], now: number) => ReadonlySet<AttemptId>
}

/** The escalations that one transaction touches, and everything that happened to them. */
export class Batch implements Unit {
  readonly tx: Tx
  readonly now: number
  readonly incidents: Incidents
  readonly policy: Unit['policy']
  readonly #scribe: Scribe
  readonly #records = new Map<string, EscalationRecord>()
  /** As they were before this transaction. */
  readonly #before = new Map<string, Known>()
  /** By incident, the id of its newest escalation; null: it has none. */
  readonly #latest = new Map<string, string | null>()
  readonly #events: NewEvent[] = []
  readonly #callbacks: KeptCallback[] = []
  readonly #checks: NextCheck[] = []
  readonly #done: string[] = []
  readonly #needed: Needed
  #admitted: ReadonlySet<AttemptId> = new Set()

  /** `needed` gathers the escalations that are asked for. */
  constructor(tx: Tx, now: number, scribe: Scribe, needed: Needed) {
    this.tx = tx
    this.now = now
    this.incidents = new Incidents(tx)
    this.policy = standingsIn(tx)
    this.#scribe = scribe
    this.#needed = needed
  }

  /** Calls that were let through, and must be let go of if the transaction fails. */
  get admitted(): ReadonlySet<AttemptId> {
    return this.#admitted
  }

  async load(needs: Needs): Promise<void> {
    this.#needed.add(needs)
    const { escalations = [], incidents = [] } = needs
    const open = await this.incidents.load(incidents)
    const latest = await this.#loadLatest(open.map(({ id }) => id))
    const missing = new Set([...escalations, ...latest].filter((id) => !this.#records.has(id)))
    for (const record of await lockEscalations(this.tx, [...missing])) {
      this.#records.set(record.id, record)
      this.#before.set(record.id, record.state)
    }
  }

  async #loadLatest(incidentIds: readonly string[]): Promise<string[]> {
    const found = await latestOfIncidents(this.tx, incidentIds)
    for (const id of incidentIds) this.#latest.set(id, found.get(id) ?? null)
    return [...found.values()]
  }

  async tell(escalationId: string, command: Command): Promise<Told> {
    const record = await this.escalation(escalationId)
    const told = this.#apply(
      record ?? { id: escalationId, incidentId: null, createdAt: this.now, state: { status: 'idle' } },
      command,
    )
    return 'rejected' in told ? told : this.#withdraw(told)
  }

  /** A call that nobody needs any more, and that was only waiting for its turn, is not asked for. */
  async #withdraw(told: Happened): Promise<Told> {
    const attempt = told.record.state.attempts.at(-1)
    const unwanted = attempt?.call.status === 'placing' && (attempt.leaving ?? attempt.outcome) !== null
    if (!unwanted || !(await withdrawCall(this.tx, attempt.id))) return told
    const more = this.#apply(told.record, { type: 'call-refused', attempt: attempt.id, failure: NOT_WANTED })
    return 'rejected' in more ? told : { ...more, events: [...told.events, ...more.events] }
  }

  async escalation(id: string): Promise<EscalationRecord | null> {
    if (!this.#records.has(id)) await this.load({ escalations: [id] })
    return this.#records.get(id) ?? null
  }

  async latestOf(incidentId: string): Promise<EscalationRecord | null> {
    if (!this.#latest.has(incidentId)) await this.#loadLatest([incidentId])
    const latest = this.#latest.get(incidentId) ?? null
    return latest === null ? null : this.escalation(latest)
  }

  keep(callback: Omit<KeptCallback, 'at'>): void {
    this.#callbacks.push({ ...callback, at: this.now })
  }

  checkAgain(check: NextCheck): void {
    this.#checks.push(check)
  }

  done(effectId: string): void {
    this.#done.push(effectId)
  }

  start(id: string, plan: Plan, incidentId: string | null): EscalationRecord {
    const told = this.#apply(
      { id, incidentId, createdAt: this.now, state: { status: 'idle' } },
      { type: 'start', plan, withoutCallbacks: this.#scribe.withoutCallbacks },
    )
    if ('rejected' in told) throw new Error(`escalation ${id} has begun before`)
    if (incidentId !== null) this.#latest.set(incidentId, id)
    return told.record
  }

  #apply(record: Omit<EscalationRecord, 'state'> & { state: Escalation }, command: Command): Told {
    let made = record.state.status === 'idle' ? 0 : record.state.attempts.length
    const newAttemptId = () => attemptIdOf(record.id, ++made)
    const result = decide(record.state, command, { now: this.now, newAttemptId })
    if (!Array.isArray(result)) return result
    const state = result.reduce<Escalation>(evolve, record.state)
    if (state.status === 'idle') return { rejected: 'not-found' }
    const after = { ...record, state }
    if (result.length > 0) this.#records.set(record.id, after)
    for (const event of result)
      this.#events.push({ escalationId: record.id, event, about: aboutOf(event, state) })
    return { record: after, events: result }
  }

  /** Writes what happened, what is now true, what is to be done and what is to be asked about. */
  async save(): Promise<Committed> {
    const changed = this.#changed()
    const calls = this.#touched().filter(({ attempt }) => attempt.call.status !== 'refused')
    const records = calls.map((call) => callRecordOf(call, this.now, this.#scribe.silenceMs))
    const writes = [
      this.incidents.save(),
      saveEscalations(
        this.tx,
        changed.map((now) => ({ now, before: this.#before.get(now.id) ?? null })),
      ),
      checkAgain(this.tx, this.#checks),
      saveCalls(this.tx, records),
      forgetCalls(this.tx, this.#refused()),
      effectsDone(this.tx, this.#done),
      saveCallbacks(this.tx, this.#callbacks),
    ]
    const effects = this.#saveEffects()
    // Last, because every node waits for the counter's row from here to the commit.
    const events = appendEvents(this.tx, this.#events)
    await together([...writes, effects, events])
    return {
      ...(await effects),
      events: await events,
      wakeAt: earliest(changed.map(({ state }) => wakeAt(state))),
      checkAt: earliest(records.map((call) => call.checkAt)),
    }
  }

  #changed(): EscalationRecord[] {
    const ids = new Set(this.#events.map((e) => e.escalationId))
    return [...ids].flatMap((id) => this.#records.get(id) ?? [])
  }

  async #saveEffects(): Promise<Pick<Committed, 'tasks' | 'waiting'>> {
    const effects = this.#events.flatMap(({ escalationId, event }) =>
      effectsOf(event).map((effect) => ({ escalationId, effect })),
    )
    const calls = effects.flatMap(({ effect }) => (effect.kind === 'place-call' ? effect.attempt : []))
    this.#admitted = this.#scribe.admit(calls, this.now)
    const rows = effects.map(({ escalationId, effect }) => ({
      escalationId,
      effect,
      turn: this.#turnOf(escalationId),
      begin: effect.kind !== 'place-call' || this.#admitted.has(effect.attempt),
    }))
    const begun = await insertEffects(this.tx, rows, this.#scribe.node.id, this.now)
    const tasks = begun.flatMap((effect) => {
      const record = this.#records.get(effect.escalationId)
      return record ? [{ ...effect, record }] : []
    })
    return { tasks, waiting: this.#admitted.size < calls.length }
  }

  #turnOf(escalationId: string): number {
    const urgency = this.#records.get(escalationId)?.state.plan.urgency
    return this.now + (urgency === 'low' ? GIVES_WAY_MS : 0)
  }

  /** The attempts that these events speak of. */
  #touched(): CallOfAttempt[] {
    const touched = new Set(this.#events.flatMap(({ event }) => ('attempt' in event ? event.attempt : [])))
    return this.#changed().flatMap(({ id, state: { plan, callbacks, attempts } }) =>
      attempts
        .filter((attempt) => touched.has(attempt.id))
        .map((attempt) => ({ escalationId: id, plan, callbacks, attempt })),
    )
  }

  #refused(): AttemptId[] {
    return this.#events.flatMap(({ event }) =>
      event.type === 'call_error' && !event.maybePlaced ? event.attempt : [],
    )
  }
}

/** A call of low urgency goes behind those of high urgency that come within this time, and before later ones: nobody starves. */
const GIVES_WAY_MS = 60_000
export const NOT_WANTED: Failure = {
  code: 'not-wanted',
  message: 'the call was no longer wanted before it was placed',
  hint: { ko: '조치가 필요하지 않습니다.', en: 'Nothing needs to be done.' },
}

function aboutOf(event: Event, { plan, attempts }: Known): About | null {
  const attempt = 'attempt' in event && attempts.find((a) => a.id === event.attempt)
  if (!attempt) return null
  const { number, round, position } = attempt
  return { number, round, position, ...personAt(plan, position) }
}

function earliest(times: readonly (number | null)[]): number | null {
  return times.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null)
}
