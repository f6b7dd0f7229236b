import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { emptyDatabase } from '../../../test/support/database.ts'
import { binaryList } from './binary-list.ts'

async function connect() {
  const client = new pg.Client((await emptyDatabase()).DATABASE_URL)
  await client.connect()
  onTestFinished(() => client.end())
  return async (cast: string, list: Buffer) =>
    (await client.query<{ list: unknown }>(`select ${cast} as list`, [list])).rows[0]?.list
}

test('PostgreSQL reads a list of texts as it is, but for U+0000 and halves of characters', async () => {
  const read = await connect()
  const texts = ['', 'null', '{"a":"\\"},{,"}', "'한글' 🔥\n", null, 'x'.repeat(70_000)]
  expect(await read('$1::text[]', binaryList('text', texts))).toEqual(texts)
  expect(await read('$1::text[]', binaryList('text', []))).toEqual([])
  expect(await read('$1::text[]', binaryList('text', ['a\0b', '\uD800']))).toEqual(['a\uFFFDb', '\uFFFD'])
})

test('and lists of numbers, to the last digit', async () => {
  const read = await connect()
  const big = [0, -1, 2 ** 31, -(2 ** 33) - 5, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null]
  const written = big.map((number) => number?.toString() ?? null)
  expect(await read('($1::bigint[])::text[]', binaryList('bigint', big))).toEqual(written)
  const small = [0, -1, 2 ** 31 - 1, -(2 ** 31), null]
  expect(await read('$1::integer[]', binaryList('integer', small))).toEqual(small)
  const real = [0.1, -2.5e-9, 3, null]
  expect(await read('$1::double precision[]', binaryList('double precision', real))).toEqual(real)
})

test.each([
  ['text', 1],
  ['bigint', '1'],
  ['bigint', 1.5],
  ['integer', Number.NaN],
] as const)('refuses what is no %s: %s', (type, value) => {
  expect(() => binaryList(type, [value])).toThrow(TypeError)
})
