import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLive, type AttemptId, type CallId } from './attempt.ts'
import { decide, type Command } from './decide.ts'
import { evolve, wakeAt, type Escalation, type Event, type Known } from './escalation.ts'
import { attemptsOf, rungAfter, type Plan } from './plan.ts'

/**
 * Whatever the provider, the people and the clock say, in whatever order, twice or too late: these
 * things hold. Each run throws up to 60 commands at one escalation.
 */
const plans: fc.Arbitrary<Plan> = fc.record({
  people: fc
    .integer({ min: 1, max: 10 })
    .map((n) => Array.from({ length: n }, (_, i) => ({ name: `p${i}`, phone: `+8210000000${i}` })) as never),
  rounds: fc.integer({ min: 1, max: 5 }),
  ringTimeoutSeconds: fc.integer({ min: 5, max: 60 }),
  acknowledgeBy: fc.constantFrom('answer', 'human', 'keypress'),
  message: fc.constant(''),
  language: fc.constant('ko'),
  drill: fc.boolean(),
  urgency: fc.constant('high'),
})

/** Mostly the latest attempt, sometimes an earlier one, sometimes one that never was. */
const attempts = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 6 }))
const statuses = fc.constantFrom(
  ...(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'] as const),
)
const failure = { code: '21211', message: 'invalid', hint: { ko: '', en: '' } }

type Throw = (latest: number) => Command
const commands: fc.Arbitrary<Throw> = fc.oneof(
  fc
    .tuple(
      attempts,
      statuses,
      fc.constantFrom(undefined, 'human', 'machine', 'fax', 'unknown'),
      fc.nat(30),
      fc.constantFrom('callback', 'fetch', 'poll', 'list'),
      fc.option(fc.constant({ amount: 0.05, currency: 'USD' }), { nil: undefined }),
      // Now and then it is the call of another attempt, as a guess may have it.
      fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
    )
    .map(([back, status, answeredBy, durationSeconds, source, cost, wrong]): Throw => (latest) => ({
      type: 'call-reported',
      ...ids(latest - back),
      ...(source === 'list' && { callId: ids(latest - back - wrong).callId }),
      source: source as 'callback',
      status,
      cost,
      ...(answeredBy && { answeredBy: answeredBy as 'human' }),
      durationSeconds,
    })),
  attempts.map((back): Throw => (latest) => ({ type: 'call-placed', ...ids(latest - back) })),
  attempts.map((back): Throw => (latest) => ({ type: 'call-refused', ...ids(latest - back), failure })),
  attempts.map((back): Throw => (latest) => ({ type: 'call-lost', ...ids(latest - back), failure })),
  attempts.map((back): Throw => (latest) => ({
    type: 'call-deferred',
    ...ids(latest - back),
    failure,
    retryAt: 0,
  })),
  fc.tuple(attempts, fc.constantFrom('1', '2', '3', '*', '7')).map(([back, key]): Throw => (latest) => ({
    type: 'key-pressed',
    ...ids(latest - back),
    key,
  })),
  fc.constantFrom<Throw>(
    () => ({ type: 'tick' }),
    () => ({ type: 'pass-on', by: 'x' }),
  ),
  { weight: 1, arbitrary: fc.constantFrom<Throw>(...byHand()) },
)
const ids = (n: number) => ({ attempt: `a${n}` as AttemptId, callId: `CA${n}` as CallId })
function byHand(): Throw[] {
  return [
    () => ({ type: 'acknowledge', by: 'x', via: 'page' }),
    () => ({ type: 'cancel', by: 'x', reason: null }),
    () => ({ type: 'resolve' }),
  ]
}

function play(
  plan: Plan,
  throws: readonly [Throw, number][],
  check: (before: Known, state: Known, events: Event[]) => void,
) {
  let state: Escalation = { status: 'idle' }
  let now = 0
  let made = 0
  const log: Event[] = []
  const send = (command: Command) => {
    const before = state
    const result = decide(state, command, { now, newAttemptId: () => `a${++made}` as AttemptId })
    const events = Array.isArray(result) ? result : []
    log.push(...events)
    state = events.reduce<Escalation>(evolve, state)
    if (before.status !== 'idle') check(before, state as Known, events)
    return events
  }
  send({ type: 'start', plan })
  for (const [make, wait] of throws) {
    now += wait
    const command = make(made)
    send(command)
    if (command.type !== 'pass-on' && command.type !== 'tick') expect(send(command)).toEqual([])
  }
  /** From here on only the clock speaks. */
  const runOut = () => {
    for (let ticks = 0; state.status === 'running'; ticks++) {
      expect(ticks).toBeLessThan(3 * attemptsOf(plan) + 3)
      now = Math.max(now, wakeAt(state) ?? Number.NaN)
      send({ type: 'tick' })
    }
  }
  return { log, runOut, state: () => state }
}

const runs = fc.array(fc.tuple(commands, fc.nat(40_000)), { maxLength: 60 })
const always = (check: (before: Known, state: Known, events: Event[], plan: Plan) => void) =>
  fc.assert(
    fc.property(plans, runs, (plan, throws) => {
      play(plan, throws, (before, state, events) => check(before, state, events, plan)).runOut()
    }),
    { numRuns: 300 },
  )

test('there are never two calls that may ring', () =>
  always((_, { attempts: all }) => {
    const ringing = all.filter((a) => (isLive(a) || a.call.status === 'placing') && !a.hungUp)
    // A call that a guard gave up unanswered is hung up before the next one starts; the one that
    // acknowledged may still be speaking, and then nobody else is called.
    expect(
      ringing.filter((a) => a.outcome === null || a.outcome === 'acknowledged').length,
    ).toBeLessThanOrEqual(1)
    expect(ringing.filter(isLive).length).toBeLessThanOrEqual(1)
  }))

test('nobody is called after the end', () =>
  always((before, _, events) => {
    if (before.status !== 'running') expect(events.filter((e) => e.type === 'call_start')).toEqual([])
  }))

test('people are called in order, round by round, and never more often than people × rounds', () =>
  always((_, { attempts: all }, _events, plan) => {
    expect(all.length).toBeLessThanOrEqual(attemptsOf(plan))
    expect(all.map(({ number, round, position }) => ({ number, round, position }))).toEqual(
      all.map((_attempt, i) => rungAfter(plan, i)),
    )
  }))

test('something is always awaited while it runs, and nothing afterwards', () =>
  always((_, state) => expect(wakeAt(state) !== null).toBe(state.status === 'running')))

test('only what the policy asks for acknowledges', () =>
  always((_, state, _events, plan) => {
    if (state.status !== 'acknowledged' || state.by.via !== 'call') return
    expect(['keypress', plan.acknowledgeBy]).toContain(state.by.evidence)
  }))

test('the end is reached, and the events tell the whole state', () =>
  fc.assert(
    fc.property(plans, runs, (plan, throws) => {
      const { log, runOut, state } = play(plan, throws, () => {})
      runOut()
      expect(state().status).not.toBe('running')
      expect(log.reduce<Escalation>(evolve, { status: 'idle' })).toEqual(state())
    }),
    { numRuns: 300 },
  ))
