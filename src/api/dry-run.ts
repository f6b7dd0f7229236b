import { createRoute } from '@hono/zod-openapi'
import { TIME_LIMIT_SECONDS } from '../domain/attempt.ts'
import {
  costIfPickedUp,
  DIALLING_SECONDS,
  EXTRA_RING_SECONDS,
  forecast,
  type Ring,
} from '../domain/forecast.ts'
import type { Person, Plan } from '../domain/plan.ts'
import { inWon, RATE_TABLE, RATES, WON_PER_DOLLAR, type Money } from '../domain/rates.ts'
import { scriptFor } from '../speech/script.ts'
import { DryRun, Forecast } from '../wire/dry-run.ts'
import { checkedTemplate, intendedPlan } from './plan-of.ts'
import { presentMember } from './present.ts'
import { checkedBy, jsonAnswer, jsonBody, newRouter, PROBLEMS, type House, type Router } from './routes.ts'

const dryRun = createRoute({
  method: 'post',
  path: '/dry-run',
  tags: ['Policies'],
  summary: 'Who would ring when, and what it would cost; nobody is rung',
  request: jsonBody(DryRun),
  responses: { 200: jsonAnswer('If nobody picks up.', Forecast), ...PROBLEMS },
})

export function dryRuns(house: House): Router {
  const app = newRouter()
  app.openapi(
    dryRun,
    async (c) => {
      const plan = await draftedPlan(c.req.valid('json'), house)
      const rings = forecast(plan)
      return c.json(
        {
          attempts: rings.map(presentRing),
          total_seconds: rings.at(-1)?.until ?? 0,
          spoken: plan.people.map((person, position) => presentScript(plan, person, position, house)),
          cost_if_nobody_picks_up: presentPrice({ amount: 0, currency: RATE_TABLE.currency }),
          cost_if_every_call_is_picked_up: presentEstimate(costIfPickedUp(rings, ONE_MINUTE)),
          cost_at_most: presentEstimate(costIfPickedUp(rings, TIME_LIMIT_SECONDS)),
          assumptions: {
            dialling_seconds: DIALLING_SECONDS,
            extra_ring_seconds: EXTRA_RING_SECONDS,
            longest_call_seconds: TIME_LIMIT_SECONDS,
          },
          rates: presentRates(),
        },
        200,
      )
    },
    checkedBy(DryRun),
  )
  return app
}

/** Whether a key can be received is said to who keeps the policy. */
async function draftedPlan({ message_template: template, ...draft }: DryRun, house: House): Promise<Plan> {
  const plan = await intendedPlan(house.db.read, { ...draft, drill: true, urgency: 'high' }, house)
  if (template === undefined) return plan
  const { messageTemplate: _, ...rest } = plan
  return template === null ? rest : { ...rest, messageTemplate: checkedTemplate(template) }
}

function presentScript(plan: Plan, person: Person, position: number, { callbacks }: House) {
  const { language, message, menu, closing } = scriptFor(plan, person, { keys: callbacks })
  const { role, name, contact_id } = presentMember(person, position)
  return {
    role,
    name,
    contact_id,
    language,
    message,
    menu: menu && { prompt: menu.prompt, no_input: menu.noInput },
    closing,
  }
}

/** What people stay on the phone for, to hear the message twice. */
const ONE_MINUTE = 60

const presentEstimate = (amount: number | null) =>
  amount === null ? null : presentPrice({ amount, currency: RATE_TABLE.currency })

const presentRing = ({ number, round, position, from, until, ...person }: Ring) => ({
  number,
  round,
  ...presentMember(person, position),
  rings_at_second: from,
  rings_until_second: until,
})

/** Cents of a cent are kept, and fractions of a won are not. */
export function presentPrice(money: Money) {
  const won = inWon(money)
  return {
    amount: Math.round(money.amount * 1e4) / 1e4,
    currency: money.currency,
    won: won === null ? null : Math.round(won),
  }
}

export const presentRates = () => ({
  ...RATE_TABLE,
  per_minute: RATES.map(({ prefix, perMinute }) => ({
    prefix,
    ...presentPrice({ amount: perMinute, currency: RATE_TABLE.currency }),
  })),
  won_per_dollar: WON_PER_DOLLAR.rate,
  won_seen: WON_PER_DOLLAR.seen,
})
