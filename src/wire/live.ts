import { z } from 'zod'
import { Acknowledge, Cancel, Escalation } from './escalation.ts'
import { EscalationEvent } from './event.ts'
import { Problem } from './problem.ts'

/** The server's time, epoch ms, and how many of its seconds pass in one: more than 1 only in a fast simulation. */
const Time = { now: z.number(), speed: z.number() }

/** What the server says on `/api/v1/live`. Everything else that ever comes must be ignored. */
export const LiveMessage = z
  .discriminatedUnion('type', [
    /** First: the stream goes on after `last_event_id`. */
    z.object({ type: z.literal('hello'), last_event_id: z.int(), ...Time }),
    z.object({ type: z.literal('event'), event: EscalationEvent }),
    /** Every two seconds; the client answers each with one of its own. */
    z.object({ type: z.literal('heartbeat'), ...Time }),
    z.object({ type: z.literal('done'), request: z.string(), escalation: Escalation }),
    z.object({ type: z.literal('refused'), request: z.string(), problem: Problem }),
  ])
  .meta({ id: 'LiveMessage' })
export type LiveMessage = z.infer<typeof LiveMessage>

const command = { request: z.string().min(1).max(100), escalation_id: z.string().max(100) }

/** What a client says. `request` is its own word for the command; the answer carries it. */
export const LiveRequest = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('heartbeat') }),
    z.strictObject({ type: z.literal('acknowledge'), ...command, ...Acknowledge.shape }),
    z.strictObject({ type: z.literal('escalate'), ...command, ...Acknowledge.shape }),
    z.strictObject({ type: z.literal('cancel'), ...command, ...Cancel.shape }),
  ])
  .meta({ id: 'LiveRequest' })
export type LiveRequest = z.infer<typeof LiveRequest>
export type LiveCommand = Exclude<LiveRequest, { type: 'heartbeat' }>
