const EVERY = 100_000

/** A line for each table, and for each 100,000 rows of one. */
export function showProgress(table: string, written: number, of: number): void {
  if (written === of) console.log(`  ${table}: ${number(of)} rows`)
  else if (written % EVERY === 0) console.log(`  ${table}: ${number(written)} of ${number(of)} rows`)
}

export const totalOf = ({ counts }: { counts: ReadonlyMap<string, number> }): string =>
  `${number([...counts.values()].reduce((sum, n) => sum + n, 0))} rows in ${counts.size} tables`

const number = (n: number): string => n.toLocaleString('en')
