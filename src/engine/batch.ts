import { attemptIdOf, callIdOf, isLive } from '../domain/attempt.ts'
import { decide, type Command, type Rejection } from '../domain/decide.ts'
import { effectsOf } from '../domain/effects.ts'
import { evolve, wakeAt, type Escalation, type Event, type Known } from '../domain/escalation.ts'
import { personAt, type Plan } from '../domain/plan.ts'
import { saveCalls, type CallRecord } from '../store/calls.ts'
import type { Tx } from '../store/database.ts'
import { insertEffects, type PendingEffect } from '../store/effects.ts'
import { lockEscalations, saveEscalations, type EscalationRecord } from '../store/escalations.ts'
import { appendEvents, type About, type NewEvent, type StoredEvent } from '../store/events.ts'

/** What became of a command: what happened because of it and what is now true, or why not. */
export type Told = { record: EscalationRecord; events: Event[] } | Rejection

/** An effect with the escalation as it was when it was decided, or when it was taken up again. */
export type Task = PendingEffect & { record: EscalationRecord }

/** What was just committed, for those who act on it. */
export type Committed = {
  events: readonly StoredEvent[]
  tasks: readonly Task[]
  /** The earliest deadline among what changed, epoch ms. */
  wakeAt: number | null
  checkAt: number | null
}

/** One unit of work inside a group's transaction. */
export type Unit = {
  tx: Tx
  now: number
  tell(escalationId: string, command: Command): Promise<Told>
  /** Begins an escalation; `id` must be new. */
  start(id: string, plan: Plan, incidentId: string | null): EscalationRecord
}

/** The escalations that one transaction touches, and everything that happened to them. */
export class Batch implements Unit {
  readonly tx: Tx
  readonly now: number
  readonly #records = new Map<string, EscalationRecord>()
  readonly #events: NewEvent[] = []
  readonly #needs: Set<string>

  /** `needs` gathers the ids of all escalations that are asked for. */
  constructor(tx: Tx, now: number, needs: Set<string>) {
    this.tx = tx
    this.now = now
    this.#needs = needs
  }

  async load(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#needs.add(id)
    const missing = [...new Set(ids)].filter((id) => !this.#records.has(id))
    for (const record of await lockEscalations(this.tx, missing)) this.#records.set(record.id, record)
  }

  async tell(escalationId: string, command: Command): Promise<Told> {
    await this.load([escalationId])
    const record = this.#records.get(escalationId)
    return this.#apply(
      record ?? { id: escalationId, incidentId: null, createdAt: this.now, state: { status: 'idle' } },
      command,
    )
  }

  start(id: string, plan: Plan, incidentId: string | null): EscalationRecord {
    const told = this.#apply(
      { id, incidentId, createdAt: this.now, state: { status: 'idle' } },
      { type: 'start', plan },
    )
    if ('rejected' in told) throw new Error(`escalation ${id} has begun before`)
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
  async save(node: string, silenceMs: number): Promise<Committed> {
    const changed = [...new Set(this.#events.map((e) => e.escalationId))].flatMap(
      (id) => this.#records.get(id) ?? [],
    )
    if (changed.length > 0) await saveEscalations(this.tx, changed)
    const effects = this.#events.flatMap(({ escalationId, event }) =>
      effectsOf(event).map((effect) => ({ escalationId, effect })),
    )
    const calls = this.#calls(silenceMs)
    await saveCalls(this.tx, calls)
    const pending = await insertEffects(this.tx, effects, node, this.now)
    return {
      // Last, because every node waits for the counter's row from here to the commit.
      events: await appendEvents(this.tx, this.#events),
      tasks: pending.flatMap((effect) => {
        const record = this.#records.get(effect.escalationId)
        return record ? [{ ...effect, record }] : []
      }),
      wakeAt: earliest(changed.map(({ state }) => wakeAt(state))),
      checkAt: earliest(calls.map((call) => call.checkAt)),
    }
  }

  /** The calls that these events speak of. One that may still ring is asked about when it falls silent. */
  #calls(silenceMs: number): CallRecord[] {
    const touched = new Set(this.#events.flatMap(({ event }) => ('attempt' in event ? event.attempt : [])))
    return [...this.#records.values()].flatMap(({ id, state: { plan, attempts } }) =>
      attempts
        .filter((attempt) => touched.has(attempt.id))
        .map((attempt) => ({
          attempt: attempt.id,
          escalationId: id,
          phone: personAt(plan, attempt.position).phone,
          callId: callIdOf(attempt),
          createdAt: attempt.startedAt,
          checkAt: isLive(attempt) ? this.now + silenceMs : null,
        })),
    )
  }
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
