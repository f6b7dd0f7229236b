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

  // Calls that wait for their turn, the most urgent first; which call is whose may be a guess that is corrected.
  '0002-turns': statements(
    `alter table effects add column kind text not null default 'place-call'`,
    `update effects set kind = 'hang-up' where id like '%/hang-up'`,
    `update effects set kind = 'send-details' where id like '%/send-details'`,
    `alter table effects add column turn bigint not null default 0`,
    `alter table effects add column begun_at bigint`,
    `create index effects_turn on effects (turn) where holder is null and kind = 'place-call'`,
    `create table calls_after (
      attempt_id text primary key, escalation_id text not null, phone text not null, call_id text,
      created_at bigint not null, check_at bigint)`,
    `insert into calls_after select attempt_id, escalation_id, phone, call_id, created_at, check_at from calls`,
    `drop table calls`,
    `alter table calls_after rename to calls`,
    `create index calls_due on calls (check_at) where check_at is not null`,
    `create index calls_by_id on calls (call_id)`,
    `create index calls_unknown on calls (phone, created_at) where call_id is null`,
  ),

  '0003-sign-in': statements(
    `alter table tokens add column last_used_at bigint`,
    `alter table tokens add column last_used_from text`,
    `create table sign_in_codes (
      code_hash text primary key, name text not null, token_id text not null, expires_at bigint not null)`,
    `create table sessions (
      id text primary key, secret_hash text not null unique, name text not null, token_id text not null,
      created_at bigint not null, last_used_at bigint not null)`,
    `create index sessions_of_token on sessions (token_id)`,
  ),
  '0004-directory': statements(
    `alter table policies rename column policy to document`,
    `alter table policies add column version integer not null default 1`,
    `alter table policies add column updated_at bigint not null default 0`,
    `alter table policies add column deleted_at bigint`,
    `update policies set updated_at = created_at`,
    ...['contacts', '"groups"'].map(
      (table) => `create table ${table} (
        id text primary key, name text not null, document text not null, version integer not null,
        created_at bigint not null, updated_at bigint not null, deleted_at bigint)`,
    ),
    `create table uses (user_id text not null, used_id text not null, primary key (used_id, user_id))`,
    `create index uses_by_user on uses (user_id)`,
    `insert into counters (name, value) values ('directory', 0)`,
  ),
  '0005-history': statements(
    `create table history (
      escalation_id text primary key, created_at bigint not null, status text not null, drill integer not null,
      policy_id text, policy_name text, provider text, ended_at bigint, search_text text not null)`,
    `create index history_newest on history (created_at, escalation_id)`,
    `create index history_of_status on history (status, created_at, escalation_id)`,
    `create index history_of_policy on history (policy_id, created_at, escalation_id)`,
    `create table attempts (
      escalation_id text not null, number integer not null, name text not null, phone text not null, contact_id text,
      outcome text, answered integer not null, duration double precision, cost_amount double precision,
      cost_currency text, primary key (escalation_id, number))`,
    `create index attempts_of_phone on attempts (phone, escalation_id)`,
    `create index attempts_of_contact on attempts (contact_id, escalation_id) where contact_id is not null`,
  ),
  '0006-follow-ups': statements(
    `create table follow_ups (escalation_id text primary key, due_at bigint, tries integer not null)`,
    `create index follow_ups_due on follow_ups (due_at) where due_at is not null`,
  ),
  '0007-nodes': statements(`create table nodes (id text primary key, beats bigint not null)`),

  // What nobody read is gone; what is due is looked after by one node; old idempotency keys are found.
  '0008-claims': statements(
    `drop index escalations_newest`,
    ...['status', 'drill', 'ended_at'].map((column) => `alter table escalations drop column ${column}`),
    `alter table events drop column type`,
    `alter table escalations add column claimed_until bigint`,
    `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
  ),

  // How many escalations began before there was a history: a server that starts writes it (engine/complete-history.ts).
  '0009-older-history': statements(
    `insert into counters (name, value)
      select 'history_missing', count(*) from escalations
      where not exists (select 1 from history where history.escalation_id = escalations.id)`,
  ),

  // When to look again at what was claimed and did not move.
  '0010-claimed': statements(
    `create index escalations_claimed on escalations (claimed_until) where claimed_until is not null`,
  ),

  '0011-callbacks': statements(
    `create table callbacks (
      escalation_id text not null, attempt integer not null, number integer not null, at bigint not null,
      kind text not null, fields text not null, primary key (escalation_id, attempt, number))`,
  ),
}

function statements(...texts: string[]): Migration {
  return {
    async up(db: Kysely<Tables>) {
      for (const text of texts) await sql.raw(text).execute(db)
    },
  }
}
