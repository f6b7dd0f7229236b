import type { Past, PastAttempt } from './past.ts'
import { billedMinutes, priceOf, RATE_TABLE } from './rates.ts'
import type { CalendarHour } from './zone.ts'

type Status = Past['status']
export type OutcomeName = NonNullable<PastAttempt['outcome']> | 'running'

/** Escalations and attempts that share something. */
export type Counts = { escalations: number; acknowledged: number; exhausted: number; attempts: number }
/** In seconds, from the start to the acknowledgement, by nearest rank; null when nobody acknowledged. */
type Reached = { median: number; p95: number } | null
export type TimedCounts = Counts & { secondsToAcknowledge: Reached }
export type PersonCounts = {
  contactId: string | null
  name: string
  phone: string
  attempts: number
  acknowledged: number
}

export type Statistics = {
  statuses: Record<Status, number>
  /** Of those that were acknowledged or exhausted; null when there are none. */
  successRate: number | null
  /** Of the same ones. */
  meanAttempts: number | null
  secondsToAcknowledge: Reached
  outcomes: Map<OutcomeName, number>
  days: Map<string, TimedCounts>
  /** 24 of them. */
  hours: TimedCounts[]
  people: PersonCounts[]
  policies: Map<string | null, Counts & { name: string | null }>
  providers: Map<string | null, Counts>
  cost: Cost
}

/** What the provider booked, by currency, and what else it will be by the table of rates. */
export type Cost = {
  booked: Map<string, { amount: number; attempts: number }>
  estimated: { amount: number; currency: string; attempts: number }
  /** Attempts that cost something for which no rate is known. */
  withoutRate: number
}

/** Counts escalations one by one; how many there are costs no memory but for the times to acknowledge. */
export class Tally {
  readonly #hourOf: (at: number) => CalendarHour
  readonly #statuses = { running: 0, acknowledged: 0, exhausted: 0, cancelled: 0, resolved: 0 }
  readonly #seconds: number[] = []
  readonly #outcomes = new Map<OutcomeName, number>()
  readonly #days = new Map<string, Timed>()
  readonly #hours = Array.from({ length: 24 }, noneTimed)
  readonly #people = new Map<string, PersonCounts>()
  readonly #policies = new Map<string | null, Counts & { name: string | null }>()
  readonly #providers = new Map<string | null, Counts>()
  readonly #cost: Cost = {
    booked: new Map(),
    estimated: { amount: 0, currency: RATE_TABLE.currency, attempts: 0 },
    withoutRate: 0,
  }
  #attemptsOfFinished = 0

  constructor(hourOf: (at: number) => CalendarHour) {
    this.#hourOf = hourOf
  }

  add(past: Past & { createdAt: number }): void {
    const { day, hour } = this.#hourOf(past.createdAt)
    this.#statuses[past.status]++
    if (isFinished(past)) this.#attemptsOfFinished += past.attempts.length
    const days = at(this.#days, day, noneTimed)
    const hours = this.#hours[hour] ?? noneTimed()
    const seconds = secondsToAcknowledge(past)
    if (seconds !== null) for (const all of [this.#seconds, days.seconds, hours.seconds]) all.push(seconds)
    const policy = at(this.#policies, past.policy?.id ?? null, () => ({ ...none(), name: null }))
    policy.name = past.policy?.name ?? null
    for (const counts of [days, hours, policy, at(this.#providers, past.provider, none)]) count(counts, past)
    for (const attempt of past.attempts) this.#addAttempt(attempt, past.provider)
  }

  #addAttempt(attempt: PastAttempt, provider: string | null): void {
    const outcome = attempt.outcome ?? 'running'
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1)
    const { contactId, name, phone } = attempt
    const person = at(this.#people, contactId ?? phone, () => ({
      contactId,
      name,
      phone,
      attempts: 0,
      acknowledged: 0,
    }))
    // The newest name and number stand for who was called something else before.
    Object.assign(person, { name, phone })
    person.attempts++
    if (outcome === 'acknowledged') person.acknowledged++
    this.#addCost(attempt, provider)
  }

  #addCost({ cost, answered, phone, durationSeconds }: PastAttempt, provider: string | null): void {
    // What the emulator says that it charges is nobody's bill.
    if (provider === 'simulated') return
    const { booked, estimated } = this.#cost
    if (cost) {
      const sum = at(booked, cost.currency, () => ({ amount: 0, attempts: 0 }))
      sum.amount += cost.amount
      sum.attempts++
      return
    }
    if (!answered) return
    const price = priceOf(phone, billedMinutes(durationSeconds ?? 0))
    if (price === null) this.#cost.withoutRate++
    else {
      estimated.amount += price
      estimated.attempts++
    }
  }

  result(): Statistics {
    const { acknowledged, exhausted } = this.#statuses
    const finished = acknowledged + exhausted
    return {
      statuses: this.#statuses,
      successRate: finished === 0 ? null : acknowledged / finished,
      meanAttempts: finished === 0 ? null : this.#attemptsOfFinished / finished,
      secondsToAcknowledge: ranks(this.#seconds),
      outcomes: this.#outcomes,
      days: new Map([...this.#days].map(([day, counts]) => [day, timed(counts)])),
      hours: this.#hours.map(timed),
      people: [...this.#people.values()],
      policies: this.#policies,
      providers: this.#providers,
      cost: this.#cost,
    }
  }
}

const none = (): Counts => ({ escalations: 0, acknowledged: 0, exhausted: 0, attempts: 0 })

const secondsToAcknowledge = ({ status, endedAt, createdAt }: Past & { createdAt: number }) =>
  status === 'acknowledged' && endedAt !== null ? (endedAt - createdAt) / 1000 : null

type Timed = Counts & { seconds: number[] }
const noneTimed = (): Timed => ({ ...none(), seconds: [] })
const timed = ({ seconds, ...counts }: Timed): TimedCounts => ({
  ...counts,
  secondsToAcknowledge: ranks(seconds),
})

const isFinished = ({ status }: Past): boolean => status === 'acknowledged' || status === 'exhausted'

function count(counts: Counts, { status, attempts }: Past): void {
  counts.escalations++
  counts.attempts += attempts.length
  if (status === 'acknowledged' || status === 'exhausted') counts[status]++
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function ranks(values: readonly number[]): Reached {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0
  return sorted.length === 0 ? null : { median: rank(0.5), p95: rank(0.95) }
}
