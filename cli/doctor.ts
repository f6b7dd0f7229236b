import { parseArgs } from 'node:util'
import { examine } from '../src/doctor.ts'
import { settingsOfProcess } from '../src/environment.ts'

const MARKS = { ok: '✅', warning: '⚠️ ', problem: '❌' } as const

/** Exit 0 when nothing is a problem. A bad setting is one, and there is nothing to look at then. */
export async function doctor(args: string[]): Promise<number> {
  parseArgs({ args, options: {} })
  let problems = 0
  for await (const { title, status, detail, mend } of examine(settingsOfProcess())) {
    console.log(`${MARKS[status]} ${title.en}: ${detail.en}${mend === undefined ? '' : `\n   → ${mend.en}`}`)
    if (status === 'problem') problems++
  }
  return problems === 0 ? 0 : 1
}
