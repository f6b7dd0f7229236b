import { TIME_LIMIT_SECONDS, type Attempt } from '../domain/attempt.ts'
import type { Command } from '../domain/decide.ts'
import type { Effect } from '../domain/effects.ts'
import type { Failure } from '../domain/escalation.ts'
import { personAt } from '../domain/plan.ts'
import type { Log } from '../observe/log.ts'
import { scriptFor } from '../speech/script.ts'
import { words } from '../speech/words.ts'
import { boundCalls } from '../store/calls.ts'
import { effectDone, postponeEffect } from '../store/effects.ts'
import type { EscalationRecord } from '../store/escalations.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import type { Task, Unit } from './batch.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'
import type { Node } from './node.ts'

/** When to look for a call whose fate is unknown, in ms after the last look: the provider's list lags by seconds. */
const LOOKS_MS = [0, 500, 1_000, 1_500]
/** A hang-up or a text is given up after so many tries; what became of the call is still asked. */
const TRIES = 5
const backoffMs = (tries: number) => Math.min(1_000 * 2 ** tries, 8_000)
const RECORD_AGAIN_MS = 1_000

export type DispatchOptions = {
  engine: Engine
  node: Node
  provider: Provider
  clock: Clock
  activity: Activity
  log: Log
  /** The escalation as it is now. */
  load: (escalationId: string) => Promise<EscalationRecord | null>
  /** Called when something was put off until `at`. */
  postponed: (at: number) => void
}

/**
 * Does in the world what was decided. The attempt is the idempotency key: what may have been done
 * already is looked for and never blindly repeated, so nobody is rung twice for one attempt.
 */
export class Dispatch {
  readonly #on: DispatchOptions
  #stopping = false

  constructor(on: DispatchOptions) {
    this.#on = on
  }

  /** Begins them all; what comes of them is told to the engine. */
  begin(tasks: readonly Task[]): void {
    for (const task of tasks) void this.#on.activity.during(() => this.#perform(task))
  }

  /** From now on nothing new is begun. */
  stop(): void {
    this.#stopping = true
  }

  async #perform(task: Task): Promise<void> {
    if (this.#stopping) return this.#postpone(task, 0)
    switch (task.effect.kind) {
      case 'place-call':
        return this.#place(task)
      case 'hang-up':
        return this.#hangUp(task, task.effect)
      case 'send-details':
        return this.#sendDetails(task)
      default:
        return task.effect satisfies never
    }
  }

  async #place(task: Task): Promise<void> {
    const { attempt: id } = task.effect
    if (task.inDoubt) return this.#resolveDoubt(task, LOST)
    const attempt = task.record.state.attempts.find((a) => a.id === id)
    if (!attempt || task.record.state.status !== 'running' || attempt.outcome || attempt.leaving)
      return this.#conclude(task, { type: 'call-refused', attempt: id, failure: NOT_WANTED })
    try {
      const callId = await this.#on.provider.place(this.#order(task, attempt))
      return await this.#conclude(task, { type: 'call-placed', attempt: id, callId })
    } catch (thrown) {
      const error = this.#providerError(task, thrown)
      if (error.retry === 'never')
        return this.#conclude(task, { type: 'call-refused', attempt: id, failure: error.failure })
      if (error.retry === 'safe') return this.#postpone(task, backoffMs(task.tries))
      return this.#resolveDoubt(task, error.failure)
    }
  }

  #order({ record, holder }: Task, attempt: Attempt) {
    const { plan } = record.state
    const person = personAt(plan, attempt.position)
    return {
      attempt: attempt.id,
      to: person.phone,
      script: scriptFor(plan, person, { keys: this.#on.provider.callbacks }),
      ringTimeoutSeconds: plan.ringTimeoutSeconds,
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      detectMachine: plan.acknowledgeBy === 'human',
      mayLeave: () => this.#on.node.holds(holder),
    }
  }

  /** The provider may or may not have taken the call: adopt it if it turns up, else go on to the next person. */
  async #resolveDoubt(task: Task, failure: Failure): Promise<void> {
    for (const wait of LOOKS_MS) {
      await this.#on.activity.pause(wait)
      const adopted = await this.#adopt(task).catch((error: unknown) => {
        this.#on.log.error({ err: error, attempt: task.effect.attempt }, 'could not look for a call')
        return false
      })
      if (adopted) return
    }
    await this.#conclude(task, { type: 'call-lost', attempt: task.effect.attempt, failure })
  }

  async #adopt(task: Task): Promise<boolean> {
    const { engine, provider } = this.#on
    const { attempt: id } = task.effect
    const record = (await this.#on.load(task.escalationId)) ?? task.record
    const attempt = record.state.attempts.find((a) => a.id === id)
    if (!attempt || attempt.call.status !== 'placing') {
      // Its first callback has told us meanwhile.
      await this.#persist(({ tx }) => effectDone(tx, task.id))
      return true
    }
    const { phone } = personAt(record.state.plan, attempt.position)
    const found = await provider.find({ to: phone, since: attempt.startedAt }).catch((error: unknown) => {
      this.#providerError(task, error)
      return []
    })
    return engine.transact(async (unit) => {
      const bound = await boundCalls(
        unit.tx,
        found.map((report) => report.callId),
      )
      const report = found.find(({ callId }) => !bound.has(callId))
      if (!report) return false
      await unit.tell(task.escalationId, { type: 'call-reported', attempt: id, ...report })
      await effectDone(unit.tx, task.id)
      return true
    })
  }

  async #hangUp(task: Task, { attempt, callId }: Extract<Effect, { kind: 'hang-up' }>): Promise<void> {
    try {
      await this.#on.provider.hangUp(callId)
    } catch (thrown) {
      const { retry } = this.#providerError(task, thrown)
      if (retry !== 'never' && task.tries < TRIES) return this.#postpone(task, backoffMs(task.tries))
      return this.#persist(({ tx }) => effectDone(tx, task.id))
    }
    try {
      // Confirm that it is over: the ladder goes on only then.
      const report = await this.#on.provider.fetch(callId)
      if (report) return await this.#conclude(task, { type: 'call-reported', attempt, ...report })
    } catch (thrown) {
      this.#providerError(task, thrown)
    }
    return this.#persist(({ tx }) => effectDone(tx, task.id))
  }

  async #sendDetails(task: Task): Promise<void> {
    const { plan, attempts } = task.record.state
    const { attempt: id } = task.effect
    const attempt = attempts.find((a) => a.id === id)
    if (!attempt) throw new Error(`effect ${task.id} without its attempt`)
    const { phone: to } = personAt(plan, attempt.position)
    try {
      const { messageId } = await this.#on.provider.sendText({
        to,
        body: words[plan.language].details(plan.message),
      })
      return await this.#conclude(task, { type: 'details-sent', attempt: id, messageId })
    } catch (thrown) {
      const error = this.#providerError(task, thrown)
      // A text that comes twice harms nobody.
      if (error.retry !== 'never' && task.tries < TRIES) return this.#postpone(task, backoffMs(task.tries))
      return this.#conclude(task, { type: 'details-failed', attempt: id, failure: error.failure })
    }
  }

  /** Tells the engine what came of it, in one transaction with the note that it is done. */
  async #conclude(task: Task, command: Command): Promise<void> {
    const needs = [task.escalationId]
    await this.#persist(async (unit) => {
      await unit.tell(task.escalationId, command)
      await effectDone(unit.tx, task.id)
    }, needs)
  }

  async #postpone(task: Task, ms: number): Promise<void> {
    const at = this.#on.clock.now() + ms
    await this.#persist(({ tx }) => postponeEffect(tx, task, at))
    this.#on.postponed(at)
  }

  /** What the provider did is known only here: it is written down as soon as the database allows, however long that takes. */
  async #persist(work: (unit: Unit) => Promise<void>, needs: readonly string[] = []): Promise<void> {
    for (;;) {
      try {
        return await this.#on.engine.transact(work, needs)
      } catch (error) {
        this.#on.log.error({ err: error }, 'could not record what was done; trying again')
        if (this.#stopping) return // Left in doubt: the next start looks for it.
        await this.#on.activity.pause(RECORD_AGAIN_MS)
      }
    }
  }

  #providerError(task: Task, thrown: unknown): ProviderError {
    const { effect, tries } = task
    const known = thrown instanceof ProviderError
    // What is not understood may have happened.
    const error = known ? thrown : new ProviderError('may-duplicate', INTERNAL)
    this.#on.log.warn(
      {
        effect: effect.kind,
        attempt: effect.attempt,
        tries,
        code: error.failure.code,
        ...(!known && { err: thrown }),
      },
      error.failure.message,
    )
    return error
  }
}

const LOST: Failure = {
  code: 'lost',
  message: 'it is not known whether the provider took the call, and it was not found there',
  hint: {
    ko: '발신 요청의 결과를 확인하지 못해 다음 담당자에게 연락합니다. 발신 사업자의 통화 기록을 확인하세요.',
    en: 'The next person is called. Look at the call log of the provider.',
  },
}
const NOT_WANTED: Failure = {
  code: 'not-wanted',
  message: 'the call was no longer wanted before it was placed',
  hint: { ko: '조치가 필요하지 않습니다.', en: 'Nothing needs to be done.' },
}
const INTERNAL: Failure = {
  code: 'internal',
  message: 'an unexpected error while talking to the provider',
  hint: { ko: '서버 로그를 확인하세요.', en: 'Look at the server log.' },
}
