import { parseArgs } from 'node:util'
import { restore as run } from '../src/backup.ts'
import { settingsOfProcess } from '../src/environment.ts'
import { showProgress, totalOf } from './progress.ts'

const USAGE = `usage: nightbell restore <file> [--resume]

  --resume                 go on with what was going on when the backup was made

Fills an empty database from a backup: PostgreSQL where DATABASE_URL is set, else NIGHTBELL_DATA.
No server may run on it. All of the file is checked before anything is written, and what was written
is read back and compared; then all of it is there, or none.

Without --resume nobody is rung for anything old: what was running then is cancelled and listed,
open incidents are closed, so that an alert that still fires rings anew. --resume is for moving a
server: stop it, make the backup, restore it elsewhere, start there.`

const options = { resume: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

export async function restore(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Error(`say one file\n\n${USAGE}`)
  const { snapshot, place, calledOff } = await run(
    settingsOfProcess(),
    file,
    { resume: values.resume ?? false, now: Date.now() },
    showProgress,
  )
  console.log(`${place}: ${totalOf(snapshot)}, read back and compared`)
  console.log(
    `They are as they were at ${new Date(snapshot.takenAt).toISOString()}. What was revoked since then is not:`,
  )
  console.log('look through "nightbell token list" when the server runs.')
  if (calledOff === null) return 0
  const { escalations, incidents, followUps } = calledOff
  console.log('Nobody is rung for what was going on then:')
  console.log(`  repetitions and webhooks that are dropped: ${followUps}`)
  console.log(`  incidents that are closed: ${incidents}`)
  console.log(`  escalations that are cancelled: ${escalations.length}`)
  for (const { id, createdAt, state } of escalations)
    console.log(`    ${id}, since ${new Date(createdAt).toISOString()}: ${state.plan.message}`)
  if (escalations.length > 0) console.log('Page again for each that still matters.')
  return 0
}
