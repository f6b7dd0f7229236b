import type { ColumnType } from 'kysely'
import type { Attempt, AttemptId, CallId } from '../domain/attempt.ts'
import type { Known } from '../domain/escalation.ts'

/** What people set up. `document` is a type of domain/directory.ts. */
type Shelf = {
  id: string
  name: string
  document: string
  /** Grows with each change: who edits an older one is told so. */
  version: number
  created_at: number
  updated_at: number
  /** Null while it is there. */
  deleted_at: number | null
}

/**
 * The tables, as both databases hold them. Times are epoch milliseconds; JSON is text, because
 * nothing asks the database to look inside it; booleans are 0 and 1.
 */
export type Tables = {
  /** One row each; `state` is the `Escalation` that its events add up to. */
  escalations: {
    id: string
    incident_id: string | null
    state: string
    /** When to look at it again; null when nothing moves by itself. */
    wake_at: number | null
    created_at: ColumnType<number, number, never>
    /** Until then some node looks after it, and the others pass it over; null since it last moved. */
    claimed_until: number | null
  }
  /** What an exhausted escalation leads to. `due_at` is null when it is done. */
  follow_ups: { escalation_id: string; due_at: number | null; tries: number }
  /** What of an escalation is searched for and counted, beside its state and written with it. */
  history: {
    escalation_id: string
    created_at: ColumnType<number, number, never>
    status: Known['status']
    drill: number
    policy_id: string | null
    policy_name: string | null
    provider: string | null
    ended_at: number | null
    /** The message as `searchText` (history.ts) writes it. */
    search_text: string
  }
  attempts: {
    escalation_id: string
    number: number
    name: string
    phone: string
    contact_id: string | null
    outcome: Attempt['outcome']
    answered: number
    duration: number | null
    cost_amount: number | null
    cost_currency: string | null
  }
  /** The history, the live stream and the audit. Ids are given out by `counters` inside the transaction, so they grow in the order of commits. */
  events: {
    id: number
    escalation_id: string
    at: number
    data: string
    /** Whom it is about, as they were then; null when it is about nobody in particular. */
    about: string | null
  }
  counters: { name: string; value: number }
  /** What is to be done in the world. A row goes when it is done. */
  effects: {
    /** Attempt, kind, and the call where one attempt may have several: each thing is done once. */
    id: string
    escalation_id: string
    kind: string
    /** Where calls wait for each other, the smallest goes first. Epoch ms, later for low urgency. */
    turn: number
    /** When it was begun, or begun again; null before that. */
    begun_at: number | null
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
  /** What the provider told of an attempt's call, as it came: the first ones of each, numbered. */
  callbacks: {
    escalation_id: string
    attempt: number
    number: number
    at: number
    /** What it was about, in the provider's words. */
    kind: string
    /** As they came, but for phone numbers and credentials. */
    fields: string
  }
  idempotency_keys: { key: string; request_hash: string; escalation_id: string; created_at: number }
  contacts: Shelf
  groups: Shelf
  policies: Shelf
  /** Which group or policy needs which contact, group or policy: nothing that is in use can be deleted. */
  uses: { user_id: string; used_id: string }
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
  tokens: {
    id: string
    name: string
    token_hash: string
    created_at: number
    last_used_at: number | null
    /** Address and program of who used it last. */
    last_used_from: string | null
  }
  /** Links that sign one browser in, once. */
  sign_in_codes: { code_hash: string; name: string; token_id: string; expires_at: number }
  /** Browsers that are signed in. A session ends with the token that it goes back to. */
  sessions: {
    id: string
    secret_hash: string
    name: string
    token_id: string
    created_at: number
    last_used_at: number
  }
}
