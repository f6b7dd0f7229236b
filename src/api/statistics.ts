import { createRoute } from '@hono/zod-openapi'
import {
  Tally,
  type Cost,
  type OutcomeName,
  type Statistics as Counted,
  type TimedCounts,
} from '../domain/statistics.ts'
import { hoursOf } from '../domain/zone.ts'
import { pastEscalations } from '../store/past.ts'
import { Statistics, StatisticsQuery } from '../wire/statistics.ts'
import { presentPrice, presentRates } from './dry-run.ts'
import { isoTime } from './present.ts'
import { fieldProblem } from './problem.ts'
import { checkedBy, jsonAnswer, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const DAY_MS = 24 * 3600 * 1000
/** A month of the projection, and of the range when none is given. */
const MONTH_DAYS = 30
/** What the first cost analysis of this product asked for. */
const PER_DAY = [10, 100]

const statisticsRoute = createRoute({
  method: 'get',
  path: '/',
  tags: ['Statistics'],
  summary: 'How often and how fast people were reached, and what it cost',
  request: { query: StatisticsQuery },
  responses: { 200: jsonAnswer('Of the escalations that began in this time.', Statistics), ...PROBLEMS },
})

export function statistics({ db, clock }: House): Router {
  const app = newRouter()
  app.openapi(
    statisticsRoute,
    async (c) => {
      const query = c.req.valid('query')
      const until = query.until === undefined ? clock.now() : Date.parse(query.until)
      const since = query.since === undefined ? until - MONTH_DAYS * DAY_MS : Date.parse(query.since)
      if (since >= until)
        throw fieldProblem(
          'since',
          { ko: 'until보다 앞이어야 합니다.', en: 'must be before until' },
          isoTime(until - DAY_MS),
        )
      const tally = new Tally(hoursOf(query.zone))
      const drill = query.drill === 'true'
      for await (const page of pastEscalations(db.read, { since, until, drill }))
        for (const past of page) tally.add(past)
      const range = { since: isoTime(since), until: isoTime(until), zone: query.zone, drill }
      return c.json({ ...range, ...present(tally.result(), (until - since) / DAY_MS) }, 200)
    },
    checkedBy(StatisticsQuery),
  )
  return app
}

type Presented = Omit<Statistics, 'since' | 'until' | 'zone' | 'drill'>

function present(counted: Counted, days: number): Presented {
  const total = Object.values(counted.statuses).reduce((a, b) => a + b, 0)
  return {
    escalations: total,
    escalations_by_status: counted.statuses,
    success_rate: counted.successRate,
    mean_attempts: counted.meanAttempts,
    seconds_to_acknowledge: counted.secondsToAcknowledge,
    attempts: [...counted.outcomes.values()].reduce((a, b) => a + b, 0),
    attempts_by_outcome: presentOutcomes(counted.outcomes),
    by_day: [...counted.days].map(([day, counts]) => ({ day, ...presentTimed(counts) })),
    by_hour: counted.hours.map((counts, hour) => ({ hour, ...presentTimed(counts) })),
    by_contact: counted.people
      .toSorted((a, b) => b.attempts - a.attempts)
      .map(({ contactId, ...person }) => ({ contact_id: contactId, ...person })),
    by_policy: [...counted.policies].map(([policy_id, counts]) => ({ policy_id, ...counts })),
    by_provider: [...counted.providers].map(([provider, counts]) => ({ provider, ...counts })),
    cost: presentCost(counted.cost, total, days),
  }
}

const presentTimed = ({ secondsToAcknowledge, ...counts }: TimedCounts) => ({
  ...counts,
  seconds_to_acknowledge: secondsToAcknowledge,
})

function presentOutcomes(outcomes: ReadonlyMap<OutcomeName, number>): Statistics['attempts_by_outcome'] {
  const of = (name: OutcomeName) => outcomes.get(name) ?? 0
  return {
    acknowledged: of('acknowledged'),
    'no-answer': of('no-answer'),
    busy: of('busy'),
    failed: of('failed'),
    machine: of('machine'),
    'no-key': of('no-key'),
    canceled: of('canceled'),
    timeout: of('timeout'),
    running: of('running'),
  }
}

function presentCost({ booked, estimated, withoutRate }: Cost, escalations: number, days: number) {
  const sums = new Map([...booked].map(([currency, { amount }]) => [currency, amount]))
  if (estimated.attempts > 0)
    sums.set(estimated.currency, (sums.get(estimated.currency) ?? 0) + estimated.amount)
  const scaled = (by: number) =>
    [...sums].map(([currency, amount]) => presentPrice({ amount: amount * by, currency }))
  return {
    booked: [...booked].map(([currency, { amount, attempts }]) => ({
      ...presentPrice({ amount, currency }),
      attempts,
    })),
    estimated: { ...presentPrice(estimated), attempts: estimated.attempts },
    attempts_without_rate: withoutRate,
    mean_per_escalation: escalations === 0 ? [] : scaled(1 / escalations),
    monthly_projection: scaled(MONTH_DAYS / days),
    monthly_at:
      escalations === 0
        ? []
        : PER_DAY.map((perDay) => ({
            escalations_per_day: perDay,
            prices: scaled((perDay * MONTH_DAYS) / escalations),
          })),
    rates: presentRates(),
  }
}
