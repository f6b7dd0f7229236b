import { OpenAPIHono } from '@hono/zod-openapi'
import type { z } from 'zod'
import type { Clock } from '../engine/clock.ts'
import type { Engine } from '../engine/engine.ts'
import type { Live } from '../engine/live.ts'
import type { Log } from '../observe/log.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Troubles } from '../observe/troubles.ts'
import type { Database } from '../store/database.ts'
import type { Finding } from '../telephony/provider.ts'
import { Problem } from '../wire/problem.ts'
import { schemaProblem } from './problem.ts'
import type { WhoIs } from './who.ts'

/** What the resources need of the house. */
export type House = {
  db: Database
  engine: Engine
  live: Live
  clock: Clock
  log: Log
  troubles: Troubles
  metrics: Metrics
  whoIs: WhoIs
  dismissals: EventTarget
  /** Who places the calls. */
  provider: string
  /** Whether this node has shown lately that it lives; otherwise the others may have taken over. */
  mayDial: () => boolean
  /** Only with simulated telephony. */
  simulation: Simulation | null
  /** Whether the provider can reach us during a call. */
  callbacks: boolean
  /** Where others reach this server. No trailing slash. */
  baseUrl: () => string
  /** The settings that decide who rings, as they may be shown. */
  setUp: { telephony: 'simulated' | 'twilio'; settings: readonly { name: string; value: string | null }[] }
  /** Looks at everything that can be known without calling anybody. */
  examine: () => AsyncIterable<Finding>
  /** Where others on the same network reach it; empty when it listens on this machine alone. */
  addresses: readonly string[]
}

/** The telephone network that stands in for the real one, and the clock that it shares with the engine. */
export type Simulation = {
  emulatorUrl: string
  /** Simulated seconds in one. */
  speed: () => number
  setSpeed: (speed: number) => void
}

export type Router = OpenAPIHono

export const newRouter = (): Router =>
  new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw schemaProblem(result.error)
    },
  })

type Checked = { success: true } | { success: false; error: z.core.$ZodError }

/** For routes with a body or a query: what is wrong with it is said with the schema's own examples. */
export const checkedBy =
  (schema: z.core.$ZodType) =>
  (result: Checked): undefined => {
    if (!result.success) throw schemaProblem(result.error, schema)
  }

export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

export const optionalJsonBody = <S extends z.ZodType>(schema: S) => ({
  body: { required: false, content: { 'application/json': { schema } } },
})

export const jsonAnswer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

/** The answers that every route behind a token can give besides its own. */
export const PROBLEMS = {
  401: problem('Neither a token nor a session, or one that is not known.'),
  403: problem('A page of another site asked for it with your cookie.'),
  422: problem('A field is missing, unknown or wrong; `errors` says which, what and gives an example.'),
  503: problem('The database cannot be used; `detail` says whether anything may have been changed.'),
}
export const NOT_FOUND = { 404: problem('There is no such thing.') }
export const CONFLICT = { 409: problem('It is not in a state in which this can be done.') }
