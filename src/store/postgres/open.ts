import { Kysely, PostgresDialect, sql } from 'kysely'
import type { ClientBase, PoolConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { inTurns, migrate, type Database, type Shared } from '../database.ts'
import { EVENTS_CHANNEL } from '../events.ts'
import type { Tables } from '../schema.ts'
import { openPool } from './connection.ts'

/** `DATABASE_URL` leads to no database that can be used. The message is one line, without the password. */
export class BadDatabase extends Error {
  constructor(problem: string) {
    super(`DATABASE_URL: ${problem}`)
  }
}

const OLDEST = 15
const READERS = 8
/** While PostgreSQL writes one group, the next is made ready: a quarter more escalations a second than with one. */
const WRITERS = 2
/** A database that does not answer by then is taken for gone; whoever asked hears it, and may ask again. */
const CONNECT_MS = 3_000
const STATEMENT_MS = 5_000
/** A sign of life that takes longer is none. */
const PULSE_MS = 1_500
/** A node that was stopped in the middle of a transaction holds up all others: PostgreSQL ends it for them. */
const IDLE_MS = 2_000

/** Opens the database and brings its schema up to date. Throws `BadDatabase`. */
export async function openPostgres(url: string): Promise<Database> {
  const config = configOf(url)
  // The first of many nodes may take its time, and the others wait for it.
  await unhurried(url, (db) => migrate(db).catch((error: unknown) => cannotBeUsed(config, error)))
  const timed = {
    ...config,
    query_timeout: STATEMENT_MS + 500, // PostgreSQL's own time-out comes first, and says more.
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
  }
  // oxlint-disable-next-line typescript/no-misused-promises -- pg-pool waits for it; its types do not say so
  const writer = connect({ ...timed, max: WRITERS, pipeline: true, onConnect: prepareToWrite })
  const read = connect({ ...timed, max: READERS })
  const shared = openShared({ ...timed, query_timeout: PULSE_MS, statement_timeout: PULSE_MS })
  const line = inTurns(writer, WRITERS)
  return {
    place: `PostgreSQL at ${placeOf(config)}`,
    read,
    writers: WRITERS,
    write: line.write,
    shared,
    async close() {
      await line.idle()
      await shared.pulse.destroy()
      await read.destroy()
      await writer.destroy()
    },
  }
}

/** The connection that signs of life go out on hears the notifications too: so it is noticed when it breaks. */
function openShared(config: PoolConfig): Shared {
  const listeners: ((lastEventId: number) => void)[] = []
  async function subscribe(client: ClientBase): Promise<void> {
    client.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(Number(payload))
    })
    await client.query(`listen ${EVENTS_CHANNEL}`)
  }
  return {
    // oxlint-disable-next-line typescript/no-misused-promises -- pg-pool waits for it; its types do not say so
    pulse: connect({ ...config, max: 1, onConnect: subscribe }),
    listen: (listener) => void listeners.push(listener),
  }
}

function connect(config: PoolConfig): Kysely<Tables> {
  return new Kysely({ dialect: new PostgresDialect({ pool: openPool(config) }) })
}

/** What the URL says, with the meanings that psql gives to it: `sslmode=require` encrypts, `verify-full` verifies. */
function configOf(url: string): PoolConfig {
  try {
    const useLibpqCompat = !url.includes('uselibpqcompat=')
    return {
      application_name: 'nightbell',
      ...toClientConfig(parse(url, { useLibpqCompat })),
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    }
  } catch (error) {
    // For example a certificate that is not there. The URL's own parser keeps the URL out of its messages.
    throw new BadDatabase(error instanceof Error ? error.message : String(error))
  }
}

const placeOf = ({ host, port, database }: PoolConfig) =>
  `${host ?? 'localhost'}:${port ?? 5432}/${database ?? ''}`

/**
 * A few connections without time-outs, for work that takes as long as it takes. Throws `BadDatabase`
 * when it cannot begin.
 */
export async function unhurried<T>(
  url: string,
  work: (db: Kysely<Tables>, place: string) => Promise<T>,
): Promise<T> {
  const config = configOf(url)
  // oxlint-disable-next-line typescript/no-misused-promises -- pg-pool waits for it; its types do not say so
  const db = connect({ ...config, max: 2, onConnect: keepCommits })
  try {
    const show = sql<{ server_version: string }>`show server_version`
    const { rows } = await show.execute(db).catch((error: unknown) => cannotBeUsed(config, error))
    refuseOld(rows[0]?.server_version ?? '', placeOf(config))
    return await work(db, `PostgreSQL at ${placeOf(config)}`)
  } finally {
    await db.destroy()
  }
}

function cannotBeUsed(config: PoolConfig, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error)
  throw new BadDatabase(`${placeOf(config)} cannot be used: ${reason.split('\n')[0]}`)
}

/** `version` as PostgreSQL says it: `14.9 (Debian 14.9-1)`, `18beta1`. Throws `BadDatabase`. */
export function refuseOld(version: string, place: string): void {
  if (Number.parseInt(version) >= OLDEST) return
  throw new BadDatabase(`PostgreSQL ${version} at ${place} is too old, ${OLDEST} or later is needed`)
}

/**
 * Plans are made once for each connection, often while a table is nearly empty: then reading all of it is
 * cheapest, and stays in the plan. Tried: to note 20,590 calls that were asked for took 5.4 s, and 0.3 s so.
 */
async function prepareToWrite(client: ClientBase): Promise<void> {
  await keepCommits(client)
  await client.query(
    `select set_config('enable_seqscan', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false)`,
  )
}

/** What was acknowledged is on disk, also where the database's default is to be quicker. */
async function keepCommits(client: ClientBase): Promise<void> {
  await client.query(
    `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
  )
}
