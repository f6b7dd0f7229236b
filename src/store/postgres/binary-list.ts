import type { ElementType, Value } from '../statement.ts'

/** https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat */
const OIDS: Record<ElementType, number> = { text: 25, integer: 23, bigint: 20, 'double precision': 701 }
const SIZES = { integer: 4, bigint: 8, 'double precision': 8 }
const HEAD_BYTES = 20
const LENGTH_BYTES = 4
const HIGH = 2 ** 32

/**
 * A list as `array_recv` takes it (https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/arrayfuncs.c).
 * As text, each character is looked at for quotes here and there: for escalations that was a quarter of what
 * it took to write them, and half of our processor time. Throws a `TypeError` for what is not of this type.
 */
export function binaryList(type: ElementType, list: readonly Value[]): Buffer {
  const sizes = list.map((value) => sizeOf(type, value))
  const size = sizes.reduce((sum, each) => sum + LENGTH_BYTES + Math.max(0, each), HEAD_BYTES)
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  const int32 = (value: number) => void (at = bytes.writeInt32BE(value, at))
  // One dimension, whether there are nulls, of what, how many, counted from 1.
  for (const head of [1, sizes.includes(NULL) ? 1 : 0, OIDS[type], list.length, 1]) int32(head)
  list.forEach((value, i) => {
    int32(sizes[i] ?? NULL)
    if (typeof value === 'string') at += bytes.write(storable(value), at)
    else if (value === null) return
    else if (type === 'integer') int32(value)
    else if (type === 'double precision') at = bytes.writeDoubleBE(value, at)
    else {
      int32(Math.floor(value / HIGH))
      at = bytes.writeUInt32BE(value >>> 0, at)
    }
  })
  return bytes
}

/** What stands in the place of a length. */
const NULL = -1

function sizeOf(type: ElementType, value: Value): number {
  if (value === null) return NULL
  if (type === 'text' && typeof value === 'string') return Buffer.byteLength(storable(value))
  if (type !== 'text' && typeof value === 'number')
    if (type === 'double precision' || Number.isSafeInteger(value)) return SIZES[type]
  throw new TypeError(`${typeof value} is no ${type}`)
}

/** PostgreSQL's text cannot hold U+0000; an alert that has one must ring nevertheless. */
export const storable = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text
