import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Tables } from './schema.ts'

/** The schema's history, oldest first. A migration that was released is never edited. Plain SQL that both databases understand. */
export const migrations: Record<string, Migration> = {
  '0001-first': statements(
    `create table escalations (
      id text primary key, status text not null, drill integer not null, incident_id text,
      state text not null, wake_at bigint, created_at bigint not null, ended_at bigint)`,
    `create index escalations_due on escalations (wake_at) where wake_at is not null`,
    `create index escalations_newest on escalations (created_at, id)`,
    `create index escalations_of_incident on escalations (incident_id)`,

    `create table events (
      id bigint primary key, escalation_id text not null, type text not null, at bigint not null, data text not null,
      about text)`,
    `create index events_of_escalation on events (escalation_id, id)`,
    `create table counters (name text primary key, value bigint not null)`,
    `insert into counters (name, value) values ('events', 0)`,

    `create table effects (
      id text primary key, escalation_id text not null, effect text not null, due_at bigint not null,
      tries integer not null, holder text, in_doubt integer not null)`,
    `create index effects_due on effects (due_at) where holder is null`,

    `create table calls (
      attempt_id text primary key, escalation_id text not null, phone text not null, call_id text unique,
      created_at bigint not null, check_at bigint)`,
    `create index calls_due on calls (check_at) where check_at is not null`,

    `create table idempotency_keys (
      key text primary key, request_hash text not null, escalation_id text not null, created_at bigint not null)`,

    `create table policies (id text primary key, name text not null, policy text not null, created_at bigint not null)`,
    `create table integrations (
      id text primary key, name text not null, source text not null, policy_id text not null references policies (id),
      key_hash text not null unique, created_at bigint not null)`,
    `create table incidents (
      id text primary key, integration_id text not null, dedup_key text not null,
      title text not null, created_at bigint not null, resolved_at bigint)`,
    `create unique index incidents_open on incidents (integration_id, dedup_key) where resolved_at is null`,
    `create table alerts (
      id text primary key, incident_id text not null, status text not null, payload text not null,
      received_at bigint not null)`,
    `create index alerts_of_incident on alerts (incident_id, received_at)`,
    `create table tokens (id text primary key, name text not null, token_hash text not null unique, created_at bigint not null)`,
  ),
  '0002-nodes': statements(`create table nodes (id text primary key, beats bigint not null)`),
}

function statements(...texts: string[]): Migration {
  return {
    async up(db: Kysely<Tables>) {
      for (const text of texts) await sql.raw(text).execute(db)
    },
  }
}
