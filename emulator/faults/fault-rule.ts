import { z } from 'zod'
import { isNumber, NO_NUMBER, plainNumber } from '../phones/phone-book.ts'
import { problemOf, type Problem } from '../problem.ts'

const requests = ['create', 'fetch', 'list', 'update', 'message'] as const
/** What a callback tells; a `machine-detection` is the asynchronous verdict, the last four are of texts. */
const events = [
  'initiated',
  'ringing',
  'answered',
  'completed',
  'machine-detection',
  'sent',
  'delivered',
  'undelivered',
  'failed',
] as const
export type CallbackEvent = (typeof events)[number]
type Where = (typeof requests)[number] | 'callback'

const SID = /^(?:CA|SM)[0-9a-f]{32}$/

/** Whom a rule is for (everybody, unless it says), and how often it strikes (always, unless it says). */
const aim = {
  to: z.string().refine(isNumber, NO_NUMBER).transform(plainNumber).optional(),
  call: z
    .string()
    .regex(SID, 'must be the sid of a call or a message: CA or SM and 32 hexadecimal digits')
    .optional(),
  times: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
}
const seconds = z.number().min(0).max(86_400)

function onRequest<Name extends string, More extends z.ZodRawShape>(fault: Name, more: More) {
  const where = z.enum(requests, `with the fault ${fault}, must be one of ${requests.join(', ')}`)
  return z.strictObject({ where, fault: z.literal(fault), ...aim, ...more })
}
function onCallback<Name extends string, More extends z.ZodRawShape>(fault: Name, more: More) {
  const where = z.literal('callback', `with the fault ${fault}, must be callback`)
  return z.strictObject({ where, fault: z.literal(fault), ...aim, ...more })
}

const event = z.enum(events).optional()
const refusal = z.strictObject({
  status: z.int().min(400).max(599),
  code: z.int().min(0),
  message: z.string(),
})

const ruleShape = z.discriminatedUnion('fault', [
  onRequest('accept-then-500', {}),
  onRequest('accept-then-hang', {}),
  onRequest('accept-then-reset', {}),
  onRequest('reset', {}),
  onRequest('slow', { seconds }),
  onRequest('slow-accept', { seconds }),
  onRequest('429', {}),
  onRequest('503', {}),
  onRequest('refuse', { refusal }),
  onCallback('drop', { event }),
  onCallback('double', { event }),
  onCallback('delay', { event, seconds }),
  onCallback('reorder', { event }),
  onCallback('forge', { event }),
  onCallback('none', {}),
])

/**
 * What shall go wrong. Requests: `where` one of create, fetch, list, update, message. Callbacks:
 * `where` is callback, `event` says which (any, without it). `probability` is a part of 1; those of
 * rules that could strike the same thing add up.
 */
export type NewRule = z.infer<typeof ruleShape>
export type FaultRule = NewRule & { id: string; /** How often it has struck. */ struck: number }
export type RequestRule = Exclude<FaultRule, { where: 'callback' }>
export type CallbackRule = Extract<FaultRule, { where: 'callback' }>

/** A fault that struck, as the ledger shows it. */
export type Struck = { at: string; where: Where; event: CallbackEvent | null; fault: string; rule: string }

/** One rule, or a list of them. */
export function readRules(input: unknown): { rules: NewRule[] } | Problem {
  const rules: NewRule[] = []
  for (const [index, item] of (Array.isArray(input) ? input : [input]).entries()) {
    const read = ruleShape.safeParse(item)
    if (!read.success) return explained(problemOf(read.error, Array.isArray(input) ? `${index}` : ''))
    rules.push(read.data)
  }
  return { rules }
}

const names = ruleShape.options.map(({ shape }) => shape.fault.value)

/** An unknown fault is answered with those that there are. */
function explained({ field, message }: Problem): Problem {
  return { field, message: /(?:^|\.)fault$/.test(field) ? `must be one of ${names.join(', ')}` : message }
}
