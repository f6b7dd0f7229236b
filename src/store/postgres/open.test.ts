import { sql } from 'kysely'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { emptyDatabase, openDatabase, openShared, strangerDoes } from '../../../test/support/database.ts'
import { freePort } from '../../../test/support/free-port.ts'
import { CERTIFICATE } from '../../../test/support/tls/files.ts'
import { layWire } from '../../../test/support/wire.ts'
import { attemptIdOf } from '../../domain/attempt.ts'
import { saveCalls } from '../calls.ts'
import { DatabaseError } from '../database.ts'
import { appendEvents, lastEventId } from '../events.ts'
import { describeStore } from '../store.contract.ts'
import { describeWork } from '../work.contract.ts'
import { BadDatabase, openPostgres, refuseOld } from './open.ts'

describeStore('PostgreSQL', openDatabase)
describeWork('PostgreSQL', openDatabase)

test.each([
  ['a server that is not there', async () => `127.0.0.1:${await freePort()}/x`, /ECONNREFUSED/],
  ['a database that does not exist', async () => `${await server()}/nothing`, /"nothing" does not exist/],
  [
    'a certificate that nobody vouches for',
    async () => `${await server()}/x?sslmode=verify-full`,
    /self-signed certificate/,
  ],
  ['a certificate that is not there', async () => `${await server()}/x?sslrootcert=none.pem`, /none\.pem/],
])('%s stops the start with one line, without the password', async (_, place, problem) => {
  const refused = openPostgres(`postgres://nightbell:secret-of-the-database@${await place()}`)
  await expect(refused).rejects.toThrow(BadDatabase)
  await expect(refused).rejects.toThrow(problem)
  const line = String(await refused.catch((error: unknown) => error))
  expect(line).toMatch(/DATABASE_URL: /)
  expect(line).not.toMatch(/\n|secret-of-the-database/)
})

test('a PostgreSQL that is too old is refused in one line', () => {
  for (const version of ['9.6.24', '14.9 (Debian 14.9-1.pgdg120+1)'])
    expect(() => refuseOld(version, 'db:5432/x')).toThrow(
      `DATABASE_URL: PostgreSQL ${version} at db:5432/x is too old, 15 or later is needed`,
    )
  for (const version of ['15.0', '18beta1', '100.1'])
    expect(() => refuseOld(version, 'db:5432/x')).not.toThrow()
})

test.each([
  ['nothing', '', false],
  ['require', 'sslmode=require', true],
  ['verify-full', `sslmode=verify-full&sslrootcert=${encodeURIComponent(CERTIFICATE)}`, true],
])('with %s for sslmode it is encrypted as psql would', async (_, query, encrypted) => {
  const { DATABASE_URL } = await emptyDatabase()
  const db = await openPostgres(`${DATABASE_URL.replace('127.0.0.1', 'localhost')}?${query}`)
  onTestFinished(() => db.close())
  const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(db.read)
  expect(rows).toEqual([{ ssl: encrypted }])
})

test('what is written is found by an index, also in a table that is small when the plan is made', async () => {
  const { DATABASE_URL } = await emptyDatabase()
  const db = await openPostgres(DATABASE_URL)
  onTestFinished(() => db.close())
  const explain = sql<{
    'QUERY PLAN': string
  }>`explain update calls set created_at = 1 where attempt_id = any(${['esc_1.1']})`
  const call = { escalationId: 'esc_1', phone: '+821000000001', callId: null, createdAt: 1, checkAt: null }
  const attempts = [1, 2, 3].map((number) => attemptIdOf('esc_1', number))
  await db.write((tx) =>
    saveCalls(
      tx,
      attempts.map((attempt) => ({ attempt, ...call })),
    ),
  )
  await sql`analyze calls`.execute(db.read)
  const { rows } = await db.write((tx) => explain.execute(tx))
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index/)
})

test('ten nodes that start at once on a new database make the tables once', async () => {
  const { DATABASE_URL } = await emptyDatabase()
  const client = new pg.Client(DATABASE_URL)
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
  const nodes = await Promise.all(Array.from({ length: 10 }, () => openPostgres(DATABASE_URL)))
  onTestFinished(async () => {
    for (const node of nodes) await node.close()
  })
  for (const node of nodes) expect(await lastEventId(node.read)).toBe(0)
})

test('what is committed is on disk, also where the database would rather be quick', async () => {
  const { DATABASE_URL } = await emptyDatabase()
  const db = await openPostgres(`${DATABASE_URL}?options=-c%20synchronous_commit%3Doff`)
  onTestFinished(() => db.close())
  const { rows } = await db.write((tx) => sql`show synchronous_commit`.execute(tx))
  expect(rows).toEqual([{ synchronous_commit: 'on' }])
})

/** A database at the end of a wire. */
async function openFarAway() {
  const { DATABASE_URL } = await emptyDatabase()
  const url = new URL(DATABASE_URL)
  const wire = await layWire(Number(url.port))
  url.port = String(wire.port)
  const db = await openPostgres(url.href)
  onTestFinished(() => db.close())
  return { db, wire, url }
}
const event = { escalationId: 'esc_1', event: { type: 'escalation_resolved', at: 1 } as const, about: null }

test('D14 a database that falls silent is given up, and used again when it is back', async () => {
  const { db, wire } = await openFarAway()
  await db.write((tx) => appendEvents(tx, [event]))
  await lastEventId(db.read)
  wire.hold()
  const asked = [lastEventId(db.read), db.write((tx) => appendEvents(tx, [event]))]
  for (const answer of await Promise.allSettled(asked))
    expect(answer).toMatchObject({ status: 'rejected', reason: { retry: 'later', maybeWritten: false } })
  wire.cut() // The host is another one when it is back.
  wire.release()
  expect(await lastEventId(db.read)).toBe(1)
  await db.write((tx) => appendEvents(tx, [event]))
  expect(await lastEventId(db.read)).toBe(2)
}, 20_000)

test('D14 a database that has become read-only is left alone, and asked for over a new connection when it is well', async () => {
  const { db, wire, url } = await openFarAway()
  const readOnly = (to: 'on' | 'off') =>
    strangerDoes(
      { NIGHTBELL_DATA: '', DATABASE_URL: url.href },
      `set transaction_read_only = off;
      alter database ${url.pathname.slice(1)} set default_transaction_read_only = ${to}`,
    )
  const write = () => db.write((tx) => appendEvents(tx, [event]))
  await readOnly('on')
  wire.cut() // As when another host takes over.
  await vi.waitUntil(() => write().catch((error: Error) => /read-only/.test(error.message) && error))
  await expect(write()).rejects.toMatchObject({ retry: 'later', maybeWritten: false })
  await readOnly('off')
  await expect(write()).resolves.toMatchObject([{ id: 1 }])
})

test('D14 a commit whose answer does not come may have been written, and says so', async () => {
  const { db, wire } = await openFarAway()
  const unanswered = db.write(async (tx) => {
    await appendEvents(tx, [event])
    wire.hold()
  })
  await expect(unanswered).rejects.toBeInstanceOf(DatabaseError)
  await expect(unanswered).rejects.toMatchObject({ maybeWritten: true })
  wire.cut()
  wire.release()
  expect(await lastEventId(db.read)).toBe(0)
}, 20_000)

test('D17 a node that is stopped in the middle of a transaction does not hold up the others', async () => {
  const [stopped, other] = await openShared(2)
  const half = stopped?.write(async (tx) => {
    await appendEvents(tx, [event])
    // The counter's row is locked, and nothing more comes from here until the other has its turn.
    await other?.write((theirs) => appendEvents(theirs, [event]))
  })
  await expect(half).rejects.toMatchObject({ retry: 'later', maybeWritten: false })
  expect(await other?.write((tx) => appendEvents(tx, [event]))).toMatchObject([{ id: 2 }])
})

/** Host and port of the server that these tests have. */
const server = async () => new URL((await emptyDatabase()).DATABASE_URL).host
