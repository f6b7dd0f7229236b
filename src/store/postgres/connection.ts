import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { DatabaseError } from '../database.ts'
import { preparedOf, type ElementType } from '../statement.ts'
import { binaryList, storable } from './binary-list.ts'

/** A pool for Kysely in which every failure is a `DatabaseError`, and what hung or broke is never used again. */
export function openPool(config: pg.PoolConfig): PostgresPool {
  const pool = new pg.Pool({ ...config, types: { getTypeParser } })
  // A connection that breaks while nobody uses it is replaced by the next who needs one, who hears if that fails.
  pool.on('error', () => {})
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return adapt(await pool.connect())
      } catch (thrown) {
        throw databaseError(thrown, 'connect')
      }
    },
  }
}

const INT8: number = pg.types.builtins.INT8

/** PostgreSQL's bigint as a number: all of ours are times, ids and counts below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: string) =>
  oid === INT8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')

function adapt(client: pg.PoolClient): PostgresPoolClient {
  let broken: DatabaseError | null = null
  // Without a listener, a connection that breaks between two statements would end the process.
  const onError = (thrown: unknown) => (broken ??= databaseError(thrown, 'idle'))
  client.on('error', onError)
  async function query(text: string, parameters: readonly unknown[]) {
    if (broken) throw broken
    try {
      const prepared = preparedOf(text)
      const values = parameters.map((value, i) => parameterOf(value, prepared?.lists.get(i)))
      return await client.query(prepared ? { name: prepared.name, text, values } : { text, values })
    } catch (thrown) {
      const error = databaseError(thrown, text)
      // The answer to a statement that was given up could be taken for the answer to the next.
      if (error.retry === 'later') broken ??= error
      throw broken ?? error
    }
  }
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its other form is for cursors, which we have none of
    query: query as unknown as PostgresPoolClient['query'],
    release() {
      client.off('error', onError)
      client.release(broken !== null)
    },
  }
}

/** Lists are given to statements of ours only (statement.ts). */
const parameterOf = (value: unknown, type: ElementType = 'text'): unknown =>
  Array.isArray(value) ? binaryList(type, value) : typeof value === 'string' ? storable(value) : value

/**
 * Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html: a lost
 * serialization, a deadlock and a row that another node put there first can be tried again.
 */
const AGAIN = new Set(['40001', '40P01', '23505', '23503'])
/**
 * Connection exceptions, shut down or starting, out of disk, memory or connections, an error of the disk, read-only
 * since another host took over, a time-out.
 */
const LATER = /^(08|53|57P|57014|58|25006|25P0[345])/

function databaseError(thrown: unknown, text: string): DatabaseError {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  // What PostgreSQL itself says has a code. All else is the connection: broken, refused or silent for too long.
  const code = thrown instanceof pg.DatabaseError ? (thrown.code ?? '') : null
  if (code !== null && AGAIN.has(code)) return new DatabaseError(message, 'again')
  if (code !== null && !LATER.test(code)) return new DatabaseError(message, 'apart')
  return new DatabaseError(message, 'later', text === 'commit')
}
