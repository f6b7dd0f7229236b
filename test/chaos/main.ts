import { parseArgs } from 'node:util'
import { chaos, type ChaosReport } from './run.ts'

/**
 * `npm run chaos [-- --escalations 10000 --seed 1 --nodes 2]`: two thirds of the escalations with callbacks,
 * one third without; several nodes share one PostgreSQL. Ends with 1 when anything was wrong.
 */
const { values } = parseArgs({
  options: {
    escalations: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '1' },
  },
})
const escalations = Number(values.escalations)
const seed = Number(values.seed)
const nodes = Number(values.nodes)

async function play(callbacks: boolean, share: number): Promise<ChaosReport> {
  const began = Date.now()
  const report = await chaos({
    escalations: Math.round(escalations * share),
    atOnce: 200,
    seed,
    speed: 8,
    lives: [2_000, 12_000],
    callbacks,
    nodes,
    progress: (over) => process.stderr.write(`\r${over}`),
  })
  print(
    report,
    `${callbacks ? 'with' : 'without'} callbacks, seed ${seed}, ${Math.round((Date.now() - began) / 1000)} s`,
  )
  return report
}

function print(report: ChaosReport, title: string): void {
  const { escalations: over, calls, kills, sleeps, statuses, outcomes, givenUp, wrong, leaks } = report
  console.log(`\n\n# ${over} escalations ${title}`)
  console.log(`${calls} calls, ${kills} times kill -9, ${sleeps} times asleep`)
  console.table({ escalations: statuses })
  console.table({ attempts: outcomes })
  const struck = Object.entries(report.faults).map(([fault, times]) => [
    fault,
    { struck: times, ...report.outcomesByFault[fault] },
  ])
  console.table(Object.fromEntries(struck))
  const kinds = Object.entries(Object.groupBy(wrong, kindOf)).map(([kind, all]) => [kind, all?.length])
  console.log(`given up because the provider left us in doubt, and hung up when found: ${givenUp}`)
  console.log('wrong:', kinds.length === 0 ? 'nothing' : Object.fromEntries(kinds))
  for (const sentence of wrong.slice(0, 50)) console.log(`  ${sentence}`)
  console.log(`lines of the log that tell a number or a secret: ${leaks.length}`)
}

const kindOf = (sentence: string) => /^\S+ ([\w ]+)/.exec(sentence)?.[1] ?? 'other'

const reports = [await play(true, 2 / 3), await play(false, 1 / 3)]
process.exitCode = reports.every(({ wrong, leaks }) => wrong.length + leaks.length === 0) ? 0 : 1
