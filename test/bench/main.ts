import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { alerts } from './alerts.ts'
import { overHttp } from './over-http.ts'
import { paint } from './paint.ts'
import { reaction } from './reaction.ts'
import { stalled } from './stalled.ts'
import { startUp } from './start.ts'
import { openDatabases } from './support/databases.ts'
import type { Figure, Row } from './support/figure.ts'
import { machineWith } from './support/machine.ts'
import { machineLine, tableOf } from './support/table.ts'
import { takeOver } from './take-over.ts'
import { throughput } from './throughput.ts'
import { waiting } from './waiting.ts'
import { watching } from './watching.ts'

/** One file for each; they run one after another, because they would measure each other. */
const FIGURES: Record<string, Figure> = {
  start: startUp,
  reaction,
  watching,
  throughput,
  'over-http': overHttp,
  alerts,
  waiting,
  'take-over': takeOver,
  stalled,
  paint,
}

/**
 * `npm run bench [-- <figure> …] [--json]`: measures all, or these, each beside its reference. Starts
 * everything that it needs and leaves nothing behind. Ends with 0 also when an aim is not met,
 * and with 1 when one could not be measured.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const unknown = positionals.find((name) => !(name in FIGURES))
if (unknown !== undefined) {
  console.error(`there is no figure "${unknown}"; there are ${Object.keys(FIGURES).join(', ')}`)
  process.exit(1)
}

const folder = mkdtempSync(path.join(tmpdir(), 'nightbell-bench-'))
const databases = await openDatabases(folder)
const machine = machineWith(databases, folder)
const rows: Row[] = []
try {
  for (const [name, figure] of Object.entries(FIGURES)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    try {
      rows.push(...(await figure({ databases, folder, progress: (what) => console.error(what) })))
    } catch (error) {
      console.error(`${name} could not be measured:`, error)
      process.exitCode = 1
    }
  }
} finally {
  await databases.end()
  rmSync(folder, { recursive: true, force: true })
}
console.log(
  values.json ? JSON.stringify({ machine, rows }, null, 2) : `${machineLine(machine)}\n\n${tableOf(rows)}`,
)
process.exit()
