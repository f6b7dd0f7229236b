import type { Delivery } from './callbacks/deliver.ts'
import type { Struck } from './faults/fault-rule.ts'
import type { Script } from './phones/script.ts'

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'
export type EndStatus = Exclude<CallStatus, 'queued' | 'ringing' | 'in-progress'>

export type AnsweredBy =
  | 'human'
  | 'machine_start'
  | 'machine_end_beep'
  | 'machine_end_silence'
  | 'machine_end_other'
  | 'fax'
  | 'unknown'

export type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed'
export type Callback = { url: string; method: 'GET' | 'POST' }

/** What was asked for, checked and with its defaults. */
export type CallRequest = {
  to: string
  from: string
  instructions: { twiml: string } | (Callback & { fallback: Callback | null })
  timeout: number
  timeLimit: number
  statusCallback: (Callback & { events: ReadonlySet<ProgressEvent> }) | null
  detection: Detection | null
}
export type Detection = {
  mode: 'Enable' | 'DetectMessageEnd'
  timeout: number
  /** True: the TwiML starts at once, and the verdict comes to the callback (if there is one). */
  asynchronous: boolean
  callback: Callback | null
}

export type Heard = {
  at: string
  kind: 'say' | 'play'
  text: string
  voice: string
  language: string
  ms: number
  /** When the last of it was heard; null while it is being spoken. */
  ended_at: string | null
  /** False when a key, a hang-up or a redirect cut it off. */
  complete: boolean
}
type Key = { at: string; key: string; /** Whether a Gather was listening. */ accepted: boolean }
type Notification = { sid: string; at: string; code: number; message: string }

/** Everything that is known of one call; the ledger shows it as it is. Times are epoch ms. */
export type Call = {
  readonly sid: string
  readonly account_sid: string
  readonly attempt: number
  readonly script: Script
  readonly request: CallRequest
  readonly created_at: number
  status: CallStatus
  updated_at: number
  queue_ms: number
  started_at: number | null
  answered_at: number | null
  ended_at: number | null
  sip_response_code: number
  answered_by: AnsweredBy | null
  price: string | null
  readonly life: { status: CallStatus | 'initiated'; at: string }[]
  readonly heard: Heard[]
  readonly keys: Key[]
  readonly requests: Delivery[]
  readonly notifications: Notification[]
  /** What went wrong on purpose. */
  readonly faults: Struck[]
}

export function hasEnded(call: Call): boolean {
  return call.ended_at !== null
}

export function durationSeconds({ answered_at, ended_at }: Call): number {
  return answered_at === null || ended_at === null ? 0 : Math.round((ended_at - answered_at) / 1000)
}

/** Every minute that has begun is billed. */
export function billedMinutes(call: Call): number {
  return Math.ceil(durationSeconds(call) / 60)
}
