import { hasEnded, type Call, type CallRequest } from './call.ts'
import { callQueue, type CallQueue } from './call-queue.ts'
import { postAbout } from './callbacks/post.ts'
import { end, type Exchange, type Line } from './line.ts'
import { plainNumber, type PhoneBook } from './phones/phone-book.ts'
import type { Script } from './phones/script.ts'
import { newSid } from './sids.ts'
import { timersOn } from './timers.ts'

/** All calls that were ever placed, newest last. */
export type Switchboard = {
  /** Which attempt at this number the next call will be, and how its phone will behave; counts it. */
  pickScript(number: string): { attempt: number; script: Script }
  place(request: CallRequest, picked: { attempt: number; script: Script }): Call
  line(sid: string): Line | null
  calls(): Call[]
  /** How many are queued or going on. */
  active(): number
  /** Where calls wait for their turn. */
  readonly queue: CallQueue
  /** False when there was none. */
  forget(sid: string): boolean
  /** Ends what is going on, without telling anybody, and forgets all. */
  clear(): void
}

export function switchboard(exchange: Exchange, book: PhoneBook): Switchboard {
  const lines = new Map<string, Line>()
  const queue = callQueue(exchange)
  return {
    pickScript: (number) => book.nextAttempt(plainNumber(number)),
    place(request, picked) {
      const call = newCall(exchange, request, picked)
      const line: Line = {
        exchange,
        call,
        post: postAbout(
          {
            sid: call.sid,
            to: request.to,
            ordinal: call.attempt,
            requests: call.requests,
            faults: call.faults,
          },
          exchange,
        ),
        timers: timersOn(exchange.clock),
        document: timersOn(exchange.clock),
        base: '',
        generation: 0,
        speaking: null,
        listening: null,
        sequence: 0,
      }
      lines.set(call.sid, line)
      queue.join(line)
      return call
    },
    line: (sid) => lines.get(sid) ?? null,
    calls: () => [...lines.values()].map(({ call }) => call),
    active: () => [...lines.values()].filter(({ call }) => !hasEnded(call)).length,
    queue,
    forget: (sid) => lines.delete(sid),
    clear() {
      for (const line of lines.values()) {
        line.timers.cancelAll()
        line.document.cancelAll()
        line.post.cancel()
        line.generation++ // A document that is still being fetched is not spoken any more.
      }
      queue.clear()
      lines.clear()
    },
  }
}

function newCall(
  { account, clock }: Exchange,
  request: CallRequest,
  { attempt, script }: { attempt: number; script: Script },
): Call {
  const now = clock.now()
  return {
    sid: newSid('CA'),
    account_sid: account.sid,
    attempt,
    script,
    request,
    created_at: now,
    status: 'queued',
    updated_at: now,
    queue_ms: 0,
    started_at: null,
    answered_at: null,
    ended_at: null,
    sip_response_code: 0,
    answered_by: null,
    price: null,
    life: [],
    heard: [],
    keys: [],
    requests: [],
    notifications: [],
    faults: [],
  }
}

/** A customer ends the call: `completed` any call, `canceled` only one that nobody has picked up. False when it is too late. */
export function endByCustomer(line: Line, status: 'completed' | 'canceled'): boolean {
  const { call } = line
  if (hasEnded(call) || (status === 'canceled' && call.status === 'in-progress')) return false
  end(line, status === 'completed' && call.status !== 'in-progress' ? 'canceled' : status)
  return true
}
