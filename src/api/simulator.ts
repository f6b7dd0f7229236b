import { createRoute } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { parsePhone } from '../domain/phone-number.ts'
import {
  PhoneEventsQuery,
  PhoneKey,
  PhoneScript,
  PressedKey,
  SimulatorSpeed,
  SimulatorState,
} from '../wire/simulator.ts'
import { bearerOf, sameSecret } from './auth.ts'
import { callByHand, goAt, mustSimulate, scriptPhone, streamPhones } from './emulated-phones.ts'
import { isoTime } from './present.ts'
import { fieldProblem } from './problem.ts'
import {
  checkedBy,
  CONFLICT,
  jsonAnswer,
  jsonBody,
  newRouter,
  NOT_FOUND,
  optionalJsonBody,
  PROBLEMS,
  type House,
  type Router,
} from './routes.ts'

const tags = ['Simulator']
const number = z.string().max(40).meta({ example: '+821000000001' })
const problems = { ...PROBLEMS, ...CONFLICT }
const stream = {
  200: { description: 'Server-sent events.', content: { 'text/event-stream': { schema: z.string() } } },
}

const state = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Which phones ring in a drill, how fast time goes for them, and where more of them can join',
  responses: { 200: jsonAnswer('As it is now.', SimulatorState), ...PROBLEMS },
})
const speed = createRoute({
  method: 'put',
  path: '/speed',
  tags,
  summary: 'Let time go faster while something runs; without, and afterwards, it goes at 1',
  request: jsonBody(SimulatorSpeed),
  responses: { 200: jsonAnswer('As it is now.', SimulatorState), ...problems },
})
const experiences = createRoute({
  method: 'get',
  path: '/events',
  tags,
  summary: 'What simulated phones experience, as it happens, after `Last-Event-ID` or since `?since=`',
  request: { query: PhoneEventsQuery },
  responses: { ...stream, ...problems },
})
const script = createRoute({
  method: 'put',
  path: '/phones/{number}/script',
  tags,
  summary: 'How this phone behaves when it is called next',
  request: { params: z.object({ number }), ...jsonBody(PhoneScript) },
  responses: { 204: { description: 'It will.' }, ...problems },
})
const key = createRoute({
  method: 'post',
  path: '/phones/{number}/key',
  tags,
  summary: 'A token for a colleague who plays this one phone',
  request: { params: z.object({ number }) },
  responses: { 200: jsonAnswer('Good until the server restarts.', PhoneKey), ...problems },
})
const phoneExperiences = createRoute({
  method: 'get',
  path: '/{number}/events',
  tags,
  summary: 'What this phone experiences',
  request: { params: z.object({ number }), query: PhoneEventsQuery },
  responses: { ...stream, ...problems },
})
const byHand = createRoute({
  method: 'post',
  path: '/{number}/calls/{sid}/{act}',
  tags,
  summary: 'Answer, decline, hang up, or press a key',
  request: {
    params: z.object({
      number,
      sid: z.string().regex(/^CA[0-9a-f]{32}$/),
      act: z.enum(['answer', 'decline', 'hang-up', 'press']),
    }),
    ...optionalJsonBody(PressedKey),
  },
  responses: { 204: { description: 'Done.' }, ...problems, ...NOT_FOUND },
})

/** The emulator's own control API asks nobody who he is; of it the page gets this, and only with simulated telephony. */
export function simulator(house: House, keys: PhoneKeys): Router {
  const app = newRouter()
  const stateNow = () => ({
    provider: house.provider,
    callbacks: house.callbacks,
    now: isoTime(house.clock.now()),
    speed: house.simulation?.speed() ?? 1,
    addresses: house.simulation ? [...house.addresses] : [],
  })
  app.openapi(state, (c) => c.json(stateNow(), 200))
  app.openapi(
    speed,
    async (c) => {
      const simulation = mustSimulate(house)
      await goAt(c.req.valid('json').speed, house, simulation)
      return c.json(stateNow(), 200)
    },
    checkedBy(SimulatorSpeed),
  )
  app.openapi(experiences, (c) => streamPhones(c, house, c.req.valid('query')))
  app.openapi(
    script,
    async (c) => {
      await scriptPhone(mustSimulate(house), e164(c.req.valid('param').number), c.req.valid('json'))
      return c.body(null, 204)
    },
    checkedBy(PhoneScript),
  )
  app.openapi(key, (c) => {
    mustSimulate(house)
    return c.json({ key: keys.of(e164(c.req.valid('param').number)) }, 200)
  })
  return app
}

/** One phone, for who may use them all and for who was given its key. */
export function simulatedPhone(house: House): Router {
  const app = newRouter()
  app.openapi(phoneExperiences, (c) =>
    streamPhones(c, house, { number: e164(c.req.valid('param').number), ...c.req.valid('query') }),
  )
  app.openapi(
    byHand,
    async (c) => {
      const { number: of, sid, act } = c.req.valid('param')
      await callByHand(mustSimulate(house), e164(of), sid, act, PressedKey.parse(c.req.valid('json') ?? {}))
      return c.body(null, 204)
    },
    checkedBy(PressedKey),
  )
  return app
}

export type PhoneKeys = {
  of(number: string): string
  middleware(otherwise: MiddlewareHandler): MiddlewareHandler
}

/** Keys follow from a secret of this process, so none is stored and all end with it. */
export function phoneKeys(): PhoneKeys {
  const secret = randomBytes(32)
  const of = (phone: string) => `phone_${createHmac('sha256', secret).update(phone).digest('base64url')}`
  return {
    of,
    middleware: (otherwise) => (c, next) => {
      const given = bearerOf(c.req.header('Authorization'))
      const phone = parsePhone(c.req.param('number') ?? '')
      return given !== null && phone !== null && sameSecret(given, of(phone)) ? next() : otherwise(c, next)
    },
  }
}

function e164(text: string): string {
  const phone = parsePhone(text)
  if (phone === null)
    throw fieldProblem('number', { ko: '전화번호가 아닙니다.', en: 'is no phone number' }, '+821000000001')
  return phone
}
