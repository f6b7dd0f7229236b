import { expect, test } from 'vitest'
import { emptyDatabase, openDatabase } from '../../../test/support/database.ts'
import { freePort } from '../../../test/support/free-port.ts'
import { describeStore } from '../store.contract.ts'
import { BadDatabase, openPostgres } from './open.ts'

describeStore('PostgreSQL', openDatabase)

test.each([
  ['a server that is not there', async () => `127.0.0.1:${await freePort()}/x`, /ECONNREFUSED/],
  ['a database that does not exist', async () => `${await server()}/nothing`, /"nothing" does not exist/],
  ['encryption that the server has not', async () => `${await server()}/x?sslmode=require`, /support SSL/],
  ['a certificate that is not there', async () => `${await server()}/x?sslrootcert=none.pem`, /none\.pem/],
])('%s stops the start with one line, without the password', async (_, place, problem) => {
  const refused = openPostgres(`postgres://nightbell:secret-of-the-database@${await place()}`)
  await expect(refused).rejects.toThrow(BadDatabase)
  await expect(refused).rejects.toThrow(problem)
  const line = String(await refused.catch((error: unknown) => error))
  expect(line).toMatch(/DATABASE_URL: /)
  expect(line).not.toMatch(/\n|secret-of-the-database/)
})

/** Host and port of the server that these tests have. */
const server = async () => new URL((await emptyDatabase()).DATABASE_URL).host
