import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { backUp } from '../src/backup.ts'
import { settingsOfProcess } from '../src/environment.ts'
import { totalOf } from './progress.ts'

const USAGE = `usage: nightbell backup <file>

Writes everything to a file, from PostgreSQL where DATABASE_URL is set, else from NIGHTBELL_DATA;
servers may run meanwhile. It is readable by its owner alone: it holds phone numbers and messages,
and of tokens only hashes. An existing file is not overwritten.`

export async function backup(args: string[]): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Error(`say one file\n\n${USAGE}`)
  const snapshot = await backUp(settingsOfProcess(), file, Date.now())
  const kilobytes = Math.ceil(statSync(file).size / 1024).toLocaleString('en')
  console.log(
    `${file}: ${totalOf(snapshot)}, as they were at ${new Date(snapshot.takenAt).toISOString()}; ${kilobytes} kB`,
  )
  return 0
}
