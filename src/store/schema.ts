import type { ColumnType } from 'kysely'
import type { AttemptId, CallId } from '../domain/attempt.ts'

/**
 * The tables, as both databases hold them. Times are epoch milliseconds; JSON is text, because
 * nothing asks the database to look inside it; booleans are 0 and 1.
 */
export type Tables = {
  /** One row each; `state` is the `Escalation` that its events add up to. */
  escalations: {
    id: string
    status: string
    drill: number
    incident_id: string | null
    state: string
    /** When to look at it again; null when nothing moves by itself. */
    wake_at: number | null
    created_at: ColumnType<number, number, never>
    ended_at: number | null
  }
  /** The history, the live stream and the audit. Ids are given out by `counters` inside the transaction, so they grow in the order of commits. */
  events: {
    id: number
    escalation_id: string
    type: string
    at: number
    data: string
    /** Whom it is about, as they were then; null when it is about nobody in particular. */
    about: string | null
  }
  counters: { name: string; value: number }
  /** What is to be done in the world. A row goes when it is done. */
  effects: {
    /** Attempt and kind: each thing is done once per attempt. */
    id: string
    escalation_id: string
    effect: string
    due_at: number
    tries: number
    /** The node that is doing it, or null when it waits for `due_at`. */
    holder: string | null
    /** Whether it may have been done already by a node that died before saying so. */
    in_doubt: number
  }
  /** The processes that work on this database. One that is not here, or whose `beats` stand still, is dead. */
  nodes: { id: string; beats: number }
  /** Which of the provider's calls belongs to which attempt, and when to ask about it. */
  calls: {
    attempt_id: AttemptId
    escalation_id: string
    phone: string
    call_id: CallId | null
    created_at: number
    check_at: number | null
  }
  idempotency_keys: { key: string; request_hash: string; escalation_id: string; created_at: number }
  policies: { id: string; name: string; policy: string; created_at: number }
  integrations: {
    id: string
    name: string
    source: string
    policy_id: string
    key_hash: string
    created_at: number
  }
  /** What is open because of one or more alerts. At most one open incident per integration and de-duplication key. */
  incidents: {
    id: string
    integration_id: string
    dedup_key: string
    title: string
    created_at: number
    resolved_at: number | null
  }
  alerts: { id: string; incident_id: string; status: string; payload: string; received_at: number }
  tokens: { id: string; name: string; token_hash: string; created_at: number }
}
