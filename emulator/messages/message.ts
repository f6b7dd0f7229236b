import type { Callback } from '../call.ts'
import type { Delivery } from '../callbacks/deliver.ts'
import type { Struck } from '../faults/fault-rule.ts'

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed'

export type MessageRequest = { to: string; from: string; body: string; statusCallback: Callback | null }

/** A text, as the ledger shows it. `at` is ISO 8601; the other times are epoch ms. */
export type Message = MessageRequest & {
  readonly sid: string
  readonly at: string
  readonly created_at: number
  updated_at: number
  sent_at: number | null
  status: MessageStatus
  error_code: number | null
  readonly requests: Delivery[]
  readonly faults: Struck[]
}
