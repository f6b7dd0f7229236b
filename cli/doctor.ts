import { parseArgs } from 'node:util'
import { examine } from '../src/doctor.ts'

const MARKS = { ok: '✅', warning: '⚠️ ', problem: '❌' } as const

/** Exit 0 when nothing is a problem. */
export async function doctor(args: string[]): Promise<number> {
  parseArgs({ args, options: {} })
  let problems = 0
  for await (const { check, status, detail, mend } of examine()) {
    console.log(`${MARKS[status]} ${check}: ${detail}${mend === undefined ? '' : `\n   → ${mend}`}`)
    if (status === 'problem') problems++
  }
  return problems === 0 ? 0 : 1
}
