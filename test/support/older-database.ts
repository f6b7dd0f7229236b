import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { migrate, type Tx } from '../../src/store/database.ts'
import { writePostgres } from '../../src/store/postgres/whole.ts'
import { fileIn } from '../../src/store/sqlite/open.ts'
import { writeSqlite } from '../../src/store/sqlite/whole.ts'
import { emptyDatabase } from './database.ts'

/** The settings of a database as the version left it whose newest migration was `newest`; `fill` writes its rows. */
export async function olderDatabase(newest: string, fill: (tx: Tx) => Promise<void>) {
  const settings = await emptyDatabase()
  const make = async (tx: Tx) => {
    await migrate(tx, newest)
    await fill(tx)
  }
  if (settings.DATABASE_URL === '') {
    rmSync(fileIn(settings.NIGHTBELL_DATA))
    await writeSqlite(settings.NIGHTBELL_DATA, ({ tx }) => make(tx))
  } else
    await writePostgres(settings.DATABASE_URL, async ({ tx }) => {
      for (const statement of ['drop schema public cascade', 'create schema public'])
        await sql.raw(statement).execute(tx)
      await make(tx)
    })
  return settings
}

const PEOPLE = [
  { name: '홍길동', phone: '+821000001000' },
  { name: '김철수', phone: '+821000001001' },
]
const plan = {
  people: PEOPLE,
  rounds: 2,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'keypress',
  message: '결제 API 응답 없음',
  language: 'ko',
  drill: false,
}

/** What the first version of all wrote at `at` (epoch ms), row for row: a page that somebody took. */
export async function firstVersionTaken(tx: Tx, id: string, at: number): Promise<void> {
  const by = { via: 'call', name: '김철수', attempt: `${id}.2`, evidence: 'keypress' }
  const attempts = [attempt(id, 1, at, 'busy'), attempt(id, 2, at + 5_000, 'acknowledged')]
  const state = { plan, attempts, status: 'acknowledged', at: at + 20_000, by }
  await sql`insert into escalations (id, status, drill, incident_id, state, wake_at, created_at, ended_at)
    values (${id}, 'acknowledged', 0, null, ${JSON.stringify(state)}, null, ${at}, ${at + 20_000})`.execute(
    tx,
  )
}

/** A page whose first call was not answered; its second was asked for when the process died, and nobody knows whether it rang. */
export async function firstVersionRunning(tx: Tx, id: string, at: number): Promise<void> {
  const [first, second] = [`${id}.1`, `${id}.2`]
  const placing = { ...attempt(id, 2, at + 20_000, null), call: { status: 'placing' }, endedAt: null }
  const state = { status: 'running', plan, attempts: [attempt(id, 1, at, 'no-answer'), placing] }
  await sql`insert into escalations (id, status, drill, incident_id, state, wake_at, created_at, ended_at)
    values (${id}, 'running', 0, null, ${JSON.stringify(state)}, ${at + 80_000}, ${at}, null)`.execute(tx)
  const call = { attempt: first, callId: 'CA1' }
  const events = [
    { type: 'escalation_started', at, plan },
    { type: 'call_start', at, attempt: first, rung: { number: 1, round: 1, position: 0 } },
    { type: 'call_initiated', at, ...call },
    { type: 'call_ringing', at: at + 2_000, ...call },
    { type: 'call_ended', at: at + 20_000, ...call, end: 'no-answer', durationSeconds: 0 },
    { type: 'call_failed', at: at + 20_000, attempt: first, reason: 'no-answer' },
    { type: 'call_start', at: at + 20_000, attempt: second, rung: { number: 2, round: 1, position: 1 } },
  ]
  for (const [i, event] of events.entries()) {
    const about = i === 0 ? null : aboutOf(i < 6 ? 1 : 2)
    await sql`insert into events (id, escalation_id, type, at, data, about) values
      (${i + 1}, ${id}, ${event.type}, ${event.at}, ${JSON.stringify(event)}, ${about})`.execute(tx)
  }
  await sql`update counters set value = ${events.length} where name = 'events'`.execute(tx)
  const effect = JSON.stringify({ kind: 'place-call', attempt: second })
  await sql`insert into effects (id, escalation_id, effect, due_at, tries, holder, in_doubt)
    values (${`${second}/place-call`}, ${id}, ${effect}, ${at + 20_000}, 0, 'node-that-died', 1)`.execute(tx)
  for (const [i, callId] of ['CA1', null].entries())
    await sql`insert into calls (attempt_id, escalation_id, phone, call_id, created_at, check_at)
      values (${`${id}.${i + 1}`}, ${id}, ${PEOPLE[i]?.phone}, ${callId}, ${at}, null)`.execute(tx)
}

const rungOf = (number: number) => ({ number, round: 1, position: number - 1 })
const aboutOf = (number: number) => JSON.stringify({ ...rungOf(number), ...PEOPLE[number - 1] })

function attempt(id: string, number: number, at: number, outcome: string | null) {
  const answered = outcome === 'acknowledged'
  const end = answered ? 'completed' : outcome
  return {
    ...rungOf(number),
    id: `${id}.${number}`,
    call: { status: 'ended', id: `CA${number}`, end, durationSeconds: answered ? 10 : 0 },
    startedAt: at,
    movedAt: at + 15_000,
    answeredAt: answered ? at + 5_000 : null,
    endedAt: at + 15_000,
    answeredBy: null,
    leaving: null,
    hungUp: false,
    outcome,
  }
}
