import type { AnsweredBy, Call, CallStatus, EndStatus, ProgressEvent } from './call.ts'
import { billedMinutes, durationSeconds, hasEnded } from './call.ts'
import type { Post } from './callbacks/post.ts'
import { callFields, endFields, progressFields } from './callbacks/fields.ts'
import type { Clock } from './clock.ts'
import { iso } from './dates.ts'
import type { FaultBook } from './faults/fault-book.ts'
import type { EventLog, PhoneExperience } from './phones/event-log.ts'
import type { Settings } from './settings.ts'
import { newSid } from './sids.ts'
import type { Timers } from './timers.ts'
import type { Heard } from './call.ts'
import type { Work } from './work.ts'

/** What all lines share. */
export type Exchange = {
  readonly account: { sid: string; authToken: string }
  readonly clock: Clock
  readonly work: Work
  readonly settings: Settings
  readonly events: EventLog
  readonly faults: FaultBook
}

/** A call that is going on: the record of it, and what is needed only while it lasts. */
export type Line = {
  readonly exchange: Exchange
  readonly call: Call
  readonly post: Post
  /** Of the call: they end with it. */
  readonly timers: Timers
  /** Of the TwiML document that is being executed: they end with it, at a redirect for example. */
  readonly document: Timers
  /** Where the document came from, which relative URLs are resolved against. */
  base: string
  /** Grows with every document: an answer that arrives for an earlier one is ignored. */
  generation: number
  speaking: Heard | null
  listening: ((key: string) => void) | null
  sequence: number
}

export function experience(line: Line, happened: PhoneExperience): void {
  const { exchange, call } = line
  exchange.events.add({ ...happened, at: iso(exchange.clock.now()), number: call.request.to, sid: call.sid })
}

export function become(line: Line, status: CallStatus | 'initiated'): void {
  const { call } = line
  const now = line.exchange.clock.now()
  if (status !== 'initiated') call.status = status // `initiated` exists in callbacks only.
  call.updated_at = now
  call.life.push({ status, at: iso(now) })
}

/** Tells the customer's server, if it asked for this event. */
export function report(line: Line, event: ProgressEvent, status: CallStatus | 'initiated'): void {
  const { call, exchange } = line
  const callback = call.request.statusCallback
  if (!callback?.events.has(event)) return
  const params = {
    ...callFields(call, status),
    ...progressFields(line.sequence, exchange.clock.now()),
    ...(event === 'completed' && endFields(call)),
  }
  line.sequence += 1
  line.post.send({ kind: 'status', url: callback.url, method: callback.method, params }, event)
}

export function notify(line: Line, code: number, message: string): void {
  line.call.notifications.push({ sid: newSid('NO'), at: iso(line.exchange.clock.now()), code, message })
}

/** Machine detection has decided. */
export function concludeDetection(line: Line, verdict: AnsweredBy): void {
  const { call, exchange } = line
  const detection = call.request.detection
  if (!detection || call.answered_by || call.answered_at === null) return
  call.answered_by = verdict
  if (!detection.asynchronous || !detection.callback) return
  const params = {
    CallSid: call.sid,
    AccountSid: call.account_sid,
    AnsweredBy: verdict,
    MachineDetectionDuration: String(Math.round(exchange.clock.now() - call.answered_at)),
  }
  line.post.send({ kind: 'machine-detection', ...detection.callback, params }, 'machine-detection')
}

export function stopSpeaking(line: Line, complete: boolean): void {
  const { speaking } = line
  if (!speaking) return
  speaking.ended_at = iso(line.exchange.clock.now())
  speaking.complete = complete
  line.speaking = null
  experience(line, { type: 'silent' })
}

const sipCodes: Record<EndStatus, number> = {
  completed: 200,
  busy: 486,
  failed: 404,
  'no-answer': 487,
  canceled: 487,
}

/** The end of a call, whoever brought it about; a second end changes nothing. */
export function end(line: Line, status: EndStatus, sip: number = sipCodes[status]): void {
  const { call, exchange } = line
  if (hasEnded(call)) return
  const neverDialled = call.started_at === null
  line.timers.cancelAll()
  line.document.cancelAll()
  line.listening = null
  line.generation += 1
  stopSpeaking(line, false)
  // Detection that the end overtakes can only say that it does not know.
  concludeDetection(line, 'unknown')
  call.ended_at = exchange.clock.now()
  call.sip_response_code = sip
  become(line, status)
  experience(line, { type: 'ended', status, duration: durationSeconds(call) })
  // Cancelling a call that is still queued fires no callback.
  if (!neverDialled) report(line, 'completed', status)
  line.post.last()
  rate(line)
}

/** The price comes some time after the end, and only for what was talked. */
function rate({ call, exchange: { clock, settings } }: Line): void {
  if (call.answered_at === null) return
  clock.after(settings.rate_after * 1000, () => {
    call.price = (-billedMinutes(call) * settings.price_per_minute).toFixed(5)
  })
}
