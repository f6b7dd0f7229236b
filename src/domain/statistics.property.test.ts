import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AttemptId, CallId } from './attempt.ts'
import { decide, type Command } from './decide.ts'
import { evolve, type Escalation, type Event } from './escalation.ts'
import { pastOf } from './past.ts'
import type { Plan } from './plan.ts'
import { Tally } from './statistics.ts'
import { hoursOf } from './zone.ts'

/** What happened to one escalation, and when it began. */
type History = { createdAt: number; log: Event[]; state: Escalation }

const YEAR = Date.UTC(2026, 0, 1)
const plans: fc.Arbitrary<Plan> = fc
  .record({
    people: fc.integer({ min: 1, max: 3 }),
    rounds: fc.integer({ min: 1, max: 2 }),
    acknowledgeBy: fc.constantFrom('answer' as const, 'human' as const, 'keypress' as const),
    policy: fc.constantFrom(undefined, { id: 'pol_1', name: '주간' }, { id: 'pol_2', name: '야간' }),
    provider: fc.constantFrom(undefined, 'twilio', 'simulated'),
    abroad: fc.boolean(),
  })
  .map(({ people, policy, provider, abroad, ...rest }) => ({
    ...rest,
    people: Array.from({ length: people }, (_, i) => ({
      name: `p${i}`,
      phone: `${abroad ? '+1500555' : '+821000000'}00${i}`,
      ...(i === 0 && { contactId: 'con_0' }),
    })) as never,
    ringTimeoutSeconds: 15,
    message: '',
    language: 'ko',
    drill: false,
    urgency: 'high',
    ...(policy && { policy }),
    ...(provider && { provider }),
  }))

const statuses = fc.constantFrom(
  ...(['ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer'] as const),
)
type Throw = (id: { attempt: AttemptId; callId: CallId }) => Command
const throws: fc.Arbitrary<Throw> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(statuses, fc.nat(150)).map(report) },
  fc.constantFrom<Throw>(
    (id) => ({ type: 'key-pressed', ...id, key: '1' }),
    (id) => ({ type: 'key-pressed', ...id, key: '3' }),
    () => ({ type: 'acknowledge', by: 'x', via: 'api' }),
    () => ({ type: 'cancel', by: 'x', reason: null }),
    () => ({ type: 'resolve' }),
  ),
)
function report([status, durationSeconds]: [
  Extract<Command, { type: 'call-reported' }>['status'],
  number,
]): Throw {
  return (id) => ({
    type: 'call-reported',
    ...id,
    source: 'callback',
    status,
    ...(durationSeconds > 9 && { durationSeconds }),
  })
}

const steps = fc.array(fc.tuple(throws, fc.nat(2), fc.nat(40_000)), { maxLength: 25 })
const histories = fc.array(
  fc.tuple(plans, fc.integer({ min: YEAR, max: YEAR + 365 * 86_400_000 }), steps).map(play),
  { maxLength: 12 },
)

function play([plan, createdAt, thrown]: [Plan, number, [Throw, number, number][]]): History {
  let state: Escalation = { status: 'idle' }
  let now = createdAt
  let made = 0
  const log: Event[] = []
  const send = (command: Command) => {
    const events = decide(state, command, { now, newAttemptId: () => `a${++made}` as AttemptId })
    if (!Array.isArray(events)) return
    log.push(...events)
    state = events.reduce<Escalation>(evolve, state)
  }
  send({ type: 'start', plan })
  for (const [make, back, wait] of thrown) {
    now += wait
    const n = Math.max(1, made - back)
    send(make({ attempt: `a${n}` as AttemptId, callId: `CA${n}` as CallId }))
  }
  return { createdAt, log, state }
}

/** The slow and obvious way: everything is looked up in the events, again and again. */
function obvious(all: History[], zone: string) {
  const escalations = all.map(({ createdAt, log }) => {
    const end = log.findLast((e) => e.type !== 'escalation_started' && e.type.startsWith('escalation_'))
    const plan = log.flatMap((e) => (e.type === 'escalation_started' ? e.plan : []))[0] as Plan
    const [day = '', hour = ''] = new Date(createdAt)
      .toLocaleString('sv-SE', { timeZone: zone })
      .split(/[ :]/)
    const status = end ? ENDS[end.type as keyof typeof ENDS] : 'running'
    const attempts = log.flatMap((e) => (e.type === 'call_start' ? attemptIn(log, e, plan, status) : []))
    return { createdAt, end, plan, day, hour: Number(hour), status, attempts }
  })
  const attempts = escalations.flatMap((e) => e.attempts)
  const acknowledged = escalations.filter((e) => e.status === 'acknowledged')
  const finished = escalations.filter((e) => ['acknowledged', 'exhausted'].includes(e.status))
  const reached = (these: typeof escalations) => {
    const seconds = these
      .filter((e) => e.status === 'acknowledged')
      .map((e) => ((e.end as Event).at - e.createdAt) / 1000)
      .toSorted((a, b) => a - b)
    return seconds.length === 0 ? null : { median: nearest(seconds, 50), p95: nearest(seconds, 95) }
  }
  const counts = (these: typeof escalations) => ({
    escalations: these.length,
    acknowledged: these.filter((e) => e.status === 'acknowledged').length,
    exhausted: these.filter((e) => e.status === 'exhausted').length,
    attempts: these.flatMap((e) => e.attempts).length,
  })
  const timed = (these: typeof escalations) => ({ ...counts(these), secondsToAcknowledge: reached(these) })
  const by = <T>(key: (e: (typeof escalations)[number]) => string, of: (these: typeof escalations) => T) =>
    Object.fromEntries(
      escalations.map((e) => [key(e), of(escalations.filter((other) => key(other) === key(e)))]),
    )
  const priced = attempts.filter((a) => a.answered && a.provider !== 'simulated')
  return {
    statuses: Object.values(ENDS)
      .concat('running')
      .map((status) => [status, escalations.filter((e) => e.status === status).length]),
    successRate: finished.length === 0 ? null : acknowledged.length / finished.length,
    meanAttempts: finished.length === 0 ? null : finished.flatMap((e) => e.attempts).length / finished.length,
    secondsToAcknowledge: reached(escalations),
    outcomes: Object.fromEntries(
      attempts.map((a) => [a.outcome, attempts.filter((other) => other.outcome === a.outcome).length]),
    ),
    days: by((e) => e.day, timed),
    hours: Array.from({ length: 24 }, (_, hour) => timed(escalations.filter((e) => e.hour === hour))),
    policies: by((e) => e.plan.policy?.id ?? 'null', counts),
    providers: by((e) => e.plan.provider ?? 'null', counts),
    people: Object.fromEntries(
      attempts.map(({ who }) => {
        const own = attempts.filter((a) => a.who === who)
        return [who, [own.length, own.filter((a) => a.outcome === 'acknowledged').length]]
      }),
    ),
    cents: Math.round(
      priced
        .filter((a) => a.phone.startsWith('+8210'))
        .reduce((sum, a) => sum + 5.24 * Math.max(1, Math.ceil((a.duration ?? 0) / 60)), 0) * 100,
    ),
    withoutRate: priced.filter((a) => a.phone.startsWith('+1')).length,
  }
}

const ENDS = {
  escalation_complete: 'acknowledged',
  escalation_failed: 'exhausted',
  escalation_cancelled: 'cancelled',
  escalation_resolved: 'resolved',
}

/** The smallest value that at least `percent` of the values do not exceed. */
const nearest = (sorted: number[], percent: number) =>
  sorted.find((_, i) => ((i + 1) / sorted.length) * 100 >= percent - 1e-9)

function attemptIn(log: Event[], start: Extract<Event, { type: 'call_start' }>, plan: Plan, status: string) {
  const own = log.filter((e) => 'attempt' in e && e.attempt === start.attempt)
  const person = plan.people[start.rung.position] ?? plan.people[0]
  const failed = own.flatMap((e) => (e.type === 'call_failed' ? e.reason : []))[0]
  const acknowledged = own.some((e) => e.type === 'call_acknowledged')
  return {
    who: person.contactId ?? person.phone,
    phone: person.phone,
    provider: plan.provider,
    answered: own.some((e) => e.type === 'call_answered'),
    duration: own.flatMap((e) => (e.type === 'call_ended' ? (e.durationSeconds ?? []) : []))[0],
    outcome: acknowledged ? 'acknowledged' : (failed ?? (status === 'running' ? 'running' : 'canceled')),
  }
}

const plain = <V>(map: Map<string | null, V>) => Object.fromEntries([...map].map(([k, v]) => [String(k), v]))

function counted(all: History[], zone: string) {
  const tally = new Tally(hoursOf(zone))
  for (const { createdAt, state } of all)
    if (state.status !== 'idle') tally.add({ createdAt, ...pastOf(state) })
  const { cost, ...result } = tally.result()
  return {
    ...result,
    statuses: Object.values(ENDS)
      .concat('running')
      .map((status) => [status, result.statuses[status as keyof typeof result.statuses]]),
    outcomes: plain(result.outcomes),
    days: plain(result.days),
    policies: Object.fromEntries(
      [...result.policies].map(([id, { escalations, acknowledged, exhausted, attempts }]) => [
        String(id),
        { escalations, acknowledged, exhausted, attempts },
      ]),
    ),
    providers: plain(result.providers),
    people: Object.fromEntries(
      result.people.map((p) => [p.contactId ?? p.phone, [p.attempts, p.acknowledged]]),
    ),
    cents: Math.round(cost.estimated.amount * 10_000),
    withoutRate: cost.withoutRate,
  }
}

const zones = fc.constantFrom(
  'Asia/Seoul',
  'UTC',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
)

test('statistics are what one would count by hand in the events', { timeout: 60_000 }, () =>
  fc.assert(
    fc.property(histories, zones, (all, zone) => {
      expect(counted(all, zone)).toEqual(obvious(all, zone))
    }),
    { numRuns: 1_000 },
  ),
)

test('what the provider booked is kept apart from what is estimated', () => {
  const tally = new Tally(hoursOf('Asia/Seoul'))
  const attempt = {
    name: '홍길동',
    phone: '+821000000001',
    contactId: null,
    outcome: 'no-key' as const,
    answered: true,
    durationSeconds: 61,
    cost: null,
  }
  const won = { amount: 80, currency: 'KRW' }
  const attempts = [
    attempt,
    { ...attempt, cost: won },
    { ...attempt, cost: won },
    { ...attempt, answered: false },
  ]
  tally.add({ createdAt: 0, status: 'exhausted', endedAt: 1, policy: null, provider: 'twilio', attempts })
  // No real phone rang: what the emulator says that it charges is nobody's bill.
  tally.add({ createdAt: 0, status: 'exhausted', endedAt: 1, policy: null, provider: 'simulated', attempts })
  const { cost } = tally.result()
  expect(cost.booked).toEqual(new Map([['KRW', { amount: 160, attempts: 2 }]]))
  expect(cost.estimated).toEqual({ amount: 2 * 0.0524, currency: 'USD', attempts: 1 })
})
