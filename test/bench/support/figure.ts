import type { Databases } from './databases.ts'

/** The median of some repetitions, the least and the most of them. */
export type Measured = { median: number; least: number; most: number }

/** One line of the table: a figure, what it is held against, measured in the same run, and what is aimed at. */
export type Row = {
  figure: string
  unit: 'ms' | 's' | '/s' | 'MB' | ''
  value: Measured
  reference: { what: string; value: Measured } | null
  aim: { says: string; met: boolean } | null
  note?: string
}

/** What every figure is given. */
export type Bench = {
  databases: Databases
  /** Everything that is written is in here, and is gone afterwards. */
  folder: string
  /** Says on standard error what is being done. */
  progress: (what: string) => void
}

/** Measures one thing, and what it is held against, in turns. */
export type Figure = (bench: Bench) => Promise<Row[]>

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = sorted[Math.ceil((percent / 100) * sorted.length) - 1]
  if (at === undefined) throw new Error('nothing was measured')
  return at
}

export const measured = (repetitions: readonly number[]): Measured => ({
  median: percentile(repetitions, 50),
  least: Math.min(...repetitions),
  most: Math.max(...repetitions),
})

export const ratioOf = ({ value, reference }: Row): number | null =>
  reference && value.median / reference.value.median

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Does `work` for each item, at most so many at the same time. */
export async function atOnce<T>(
  most: number,
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value)
    }),
  )
}

/** 1, 2, 3 … as often as it is asked for, until `ms` have passed. */
export function* forTime(ms: number): Generator<number> {
  const end = performance.now() + ms
  for (let n = 1; performance.now() < end; n++) yield n
}
