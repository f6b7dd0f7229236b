import { callIdOf, isLive, TIME_LIMIT_SECONDS, type Attempt } from '../domain/attempt.ts'
import type { Command } from '../domain/decide.ts'
import type { Effect } from '../domain/effects.ts'
import type { Failure } from '../domain/escalation.ts'
import { languageOf, personAt } from '../domain/plan.ts'
import type { Log } from '../observe/log.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Troubles } from '../observe/troubles.ts'
import { scriptFor } from '../speech/script.ts'
import { words } from '../speech/words.ts'
import { isAway, type Database } from '../store/database.ts'
import { postponeEffect } from '../store/effects.ts'
import { ProviderError, type Provider } from '../telephony/provider.ts'
import type { Activity } from './activity.ts'
import { adopt } from './adopt.ts'
import { NOT_WANTED, type Task, type Unit } from './batch.ts'
import type { Clock } from './clock.ts'
import type { Engine } from './engine.ts'
import type { Needs } from './needs.ts'
import type { Node } from './node.ts'
import type { Pace } from './pace.ts'

/** When to look for a call whose fate is unknown, in ms after the last look: the provider's list lags by seconds. */
const LOOKS_MS = [0, 500, 1_000, 1_500]
/** A look that the provider did not answer is none; when it answers none for so long, the next person is called. */
const LOOK_FOR_MS = 60_000
const LOOK_AGAIN_MS = 1_000
/** A request that is refused for now, and for itself alone, is given up after so many tries: 47 s. */
const TRIES = 8
const backoffMs = (tries: number) => Math.min(1_000 * 2 ** tries, 8_000)
const RECORD_AGAIN_MS = 1_000

export type DispatchOptions = {
  db: Database
  engine: Engine
  node: Node
  provider: Provider
  clock: Clock
  activity: Activity
  log: Log
  pace: Pace
  troubles: Troubles
  metrics: Metrics
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
    if (task.effect.kind === 'place-call' && task.inDoubt) return this.#resolveDoubt(task, LOST)
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
    const attempt = attemptOf(task)
    if (!attempt || task.record.state.status !== 'running' || attempt.outcome || attempt.leaving)
      return this.#conclude(task, { type: 'call-refused', attempt: id, failure: NOT_WANTED })
    try {
      const placed = await this.#ask((provider) => provider.place(this.#order(task, attempt)))
      if (placed.callbacksRefused) this.#on.troubles.raise('callbacks-refused', CALLBACKS_REFUSED)
      else this.#on.troubles.clear('callbacks-refused')
      return await this.#conclude(task, { type: 'call-placed', attempt: id, ...placed })
    } catch (thrown) {
      return this.#notPlaced(task, this.#providerError(task, thrown))
    }
  }

  async #notPlaced(task: Task, { retry, scope, failure }: ProviderError): Promise<void> {
    if (retry === 'may-duplicate') return this.#resolveDoubt(task, failure)
    if (retry === 'never' || (scope === 'call' && task.tries >= TRIES))
      return this.#conclude(task, { type: 'call-refused', attempt: task.effect.attempt, failure })
    // Another node may have taken it over meanwhile, and goes on with it.
    return this.#on.node.holds(task.holder) ? this.#defer(task, failure) : this.#postpone(task, 0)
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
      detectMachine: plan.acknowledgeBy !== 'answer',
      mayLeave: () => this.#on.node.holds(holder),
    }
  }

  /** Nothing happened, and nobody else would fare better now: this person's turn stays, and everybody waits a moment. */
  async #defer(task: Task, failure: Failure): Promise<void> {
    const { pace, clock } = this.#on
    const { attempt } = task.effect
    pace.slowDown(clock.now())
    pace.leave([attempt])
    const retryAt = clock.now() + backoffMs(task.tries)
    await this.#persist(async (unit) => {
      await unit.tell(task.escalationId, { type: 'call-deferred', attempt, failure, retryAt })
      await postponeEffect(unit.tx, task, retryAt)
    })
    this.#on.postponed(retryAt)
  }

  /** The provider may or may not have taken the call: adopt it if it turns up, else go on to the next person. */
  async #resolveDoubt(task: Task, failure: Failure): Promise<void> {
    const { clock, activity } = this.#on
    const giveUpAt = clock.now() + LOOK_FOR_MS
    for (let looks = 0; looks < LOOKS_MS.length && clock.now() < giveUpAt;) {
      await activity.pause(LOOKS_MS[looks] ?? 0)
      const found = await this.#look(task, looks === LOOKS_MS.length - 1)
      if (found === 'settled') return
      if (found === 'not-found') looks++
      else await activity.pause(LOOK_AGAIN_MS)
      if (this.#stopping) return // Left in doubt: whoever takes it up looks for it.
    }
    await this.#conclude(task, { type: 'call-lost', attempt: task.effect.attempt, failure })
  }

  async #look(task: Task, last: boolean): Promise<'settled' | 'not-found' | 'no-answer'> {
    const { attempt } = task.effect
    try {
      return await adopt(this.#on, { attempt, since: task.begunAt, effectId: task.id, last })
    } catch (thrown) {
      if (thrown instanceof ProviderError) this.#providerError(task, thrown)
      else this.#on.log.error({ err: thrown, attempt }, 'could not look for a call')
      return 'no-answer'
    }
  }

  async #hangUp(task: Task, { attempt: id, callId }: Extract<Effect, { kind: 'hang-up' }>): Promise<void> {
    const attempt = attemptOf(task)
    // Tried again after a failure: it may have ended by itself meanwhile.
    const over = !attempt || callIdOf(attempt) !== callId || !isLive(attempt)
    if (over && task.tries > 0) return this.#done(task)
    try {
      await this.#ask((provider) => provider.hangUp(callId))
    } catch (thrown) {
      const { retry } = this.#providerError(task, thrown)
      // As long as it may ring, nobody else is rung: there is nothing better to do than to try again.
      return retry === 'never' ? this.#done(task) : this.#postpone(task, backoffMs(task.tries))
    }
    try {
      // Confirm that it is over: the ladder goes on only then.
      const report = await this.#ask((provider) => provider.fetch(callId))
      if (report)
        return await this.#conclude(task, { type: 'call-reported', attempt: id, source: 'fetch', ...report })
    } catch (thrown) {
      this.#providerError(task, thrown)
    }
    return this.#done(task)
  }

  async #sendDetails(task: Task): Promise<void> {
    const { plan } = task.record.state
    const { attempt: id } = task.effect
    const attempt = attemptOf(task)
    if (!attempt) throw new Error(`effect ${task.id} without its attempt`)
    const person = personAt(plan, attempt.position)
    const { phone: to } = person
    const body = words[languageOf(plan, person)].details(plan.message)
    try {
      const { messageId } = await this.#ask((provider) => provider.sendText({ to, body }))
      return await this.#conclude(task, { type: 'details-sent', attempt: id, messageId })
    } catch (thrown) {
      const error = this.#providerError(task, thrown)
      // A text that comes twice harms nobody.
      if (error.retry !== 'never' && task.tries < TRIES) return this.#postpone(task, backoffMs(task.tries))
      return this.#conclude(task, { type: 'details-failed', attempt: id, failure: error.failure })
    }
  }

  /** Asks something of the provider; that it answers shows that it is there, and accepts us. */
  async #ask<T>(request: (provider: Provider) => Promise<T>): Promise<T> {
    const answer = await request(this.#on.provider)
    this.#on.troubles.clear('provider-down')
    return answer
  }

  /** Tells the engine what came of it, in one transaction with the note that it is done. */
  async #conclude(task: Task, command: Command): Promise<void> {
    const needs = { escalations: [task.escalationId] }
    await this.#persist(async (unit) => {
      await unit.tell(task.escalationId, command)
      unit.done(task.id)
    }, needs)
  }

  #done(task: Task): Promise<void> {
    return this.#persist(async (unit) => unit.done(task.id))
  }

  async #postpone(task: Task, ms: number): Promise<void> {
    const at = this.#on.clock.now() + ms
    if (task.effect.kind === 'place-call') this.#on.pace.leave([task.effect.attempt])
    await this.#persist(({ tx }) => postponeEffect(tx, task, at))
    this.#on.postponed(at)
  }

  /** What the provider did is known only here: it is written down as soon as the database allows, however long that takes. */
  async #persist(work: (unit: Unit) => Promise<void>, needs: Needs = {}): Promise<void> {
    for (;;) {
      try {
        return await this.#on.engine.transact(work, needs)
      } catch (error) {
        this.#on.log[isAway(error) ? 'debug' : 'error'](
          { err: error },
          'could not record what was done; trying again',
        )
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
    const { code, message, hint } = error.failure
    const about = { effect: effect.kind, attempt: effect.attempt, tries, code }
    this.#on.metrics.providerErrors.inc({ effect: effect.kind, code })
    this.#on.log.warn({ ...about, ...(!known && { err: thrown }) }, message)
    if (error.scope === 'account')
      this.#on.troubles.raise(error.retry === 'safe' ? 'provider-down' : `provider-refuses-${code}`, {
        detail: `${code}: ${message}`,
        hint,
      })
    return error
  }
}

const attemptOf = ({ record, effect }: Task) => record.state.attempts.find(({ id }) => id === effect.attempt)

const CALLBACKS_REFUSED = {
  detail:
    'the provider does not accept our callback address: calls are placed without, and no key can be received',
  hint: {
    ko: 'PUBLIC_URL이 인터넷에서 접속할 수 있는 주소인지 확인하세요.',
    en: 'PUBLIC_URL must be an address that can be reached from the internet.',
  },
}
const LOST: Failure = {
  code: 'lost',
  message: 'it is not known whether the provider took the call, and it was not found there',
  hint: {
    ko: '발신 요청의 결과를 확인하지 못해 다음 담당자에게 연락합니다. 발신 사업자의 통화 기록을 확인하세요.',
    en: 'The next person is called. Look at the call log of the provider.',
  },
}
const INTERNAL: Failure = {
  code: 'internal',
  message: 'an unexpected error while talking to the provider',
  hint: { ko: '서버 로그를 확인하세요.', en: 'Look at the server log.' },
}
