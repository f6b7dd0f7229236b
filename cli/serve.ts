import { parseArgs } from 'node:util'
import { serve as run } from '../src/main.ts'

const USAGE = `usage: nightbell serve

Runs the server until SIGTERM or SIGINT. Its settings are environment variables, or lines of .env:
README.md has them all. Without any it listens on 127.0.0.1:8001, and no real phone rings.`

export async function serve(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) console.log(USAGE)
  else await run()
  return 0
}
