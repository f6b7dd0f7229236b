import { parseArgs } from 'node:util'
import { serve as run } from '../src/main.ts'

export async function serve(args: string[]): Promise<number> {
  parseArgs({ args, options: {} })
  await run()
  return 0
}
