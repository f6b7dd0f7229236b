import { parseArgs } from 'node:util'
import { examine } from '../src/doctor.ts'
import { settingsOfProcess } from '../src/environment.ts'

const USAGE = `usage: nightbell doctor

Checks the settings, the database, the disk, the provider and, when one runs here, the server; says of
each what is wrong and how to mend it. It calls nobody.

exit code: 0 nothing is a problem, 1 something is`

const MARKS = { ok: '✅', warning: '⚠️ ', problem: '❌' } as const

/** Exit 0 when nothing is a problem. A bad setting is one, and there is nothing to look at then. */
export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  let problems = 0
  for await (const { title, status, detail, mend } of examine(settingsOfProcess())) {
    console.log(`${MARKS[status]} ${title.en}: ${detail.en}${mend === undefined ? '' : `\n   → ${mend.en}`}`)
    if (status === 'problem') problems++
  }
  return problems === 0 ? 0 : 1
}
