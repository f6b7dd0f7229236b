import { parseArgs } from 'node:util'
import { settingsOfProcess } from '../src/environment.ts'
import { moveToPostgres } from '../src/move.ts'
import { showProgress, totalOf } from './progress.ts'

const USAGE = `usage: nightbell migrate --to <postgres://…>

  --to <url>               an empty PostgreSQL database; without it, DATABASE_URL

Copies everything from NIGHTBELL_DATA to PostgreSQL. Stop the server first, and start it again with
DATABASE_URL: what was running goes on there. Every row is read back and compared; then all of it is
there, or none, so after any interruption the same command is given again. The old data stay as
they are, and no server starts on them any more.`

const options = { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

export async function migrate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const settings = settingsOfProcess(values.to === undefined ? {} : { DATABASE_URL: values.to })
  if (settings.databaseUrl === null) throw new Error(`say where to\n\n${USAGE}`)
  const { snapshot, place, running, wasThere } = await moveToPostgres(
    settings,
    settings.databaseUrl,
    showProgress,
  )
  console.log(
    wasThere
      ? `${place} has all of it already: ${totalOf(snapshot)}, compared`
      : `${place}: ${totalOf(snapshot)}, read back and compared`,
  )
  console.log(`Start the server with DATABASE_URL. Running escalations that wait for it: ${running}`)
  return 0
}
