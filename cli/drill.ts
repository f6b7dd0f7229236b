import { parseArgs } from 'node:util'
import { DEFAULTS } from '../src/wire/display.ts'
import { Policy } from '../src/wire/policy.ts'
import { options, OPTIONS, ring, type Values } from './page.ts'
import { request, serverOf } from './server.ts'

const USAGE = `usage: nightbell drill [<message>] --policy <id>
       nightbell drill [<message>] --to <name>=<phone> [--to <name>=<phone> …]

${OPTIONS}

It rings whatever the server rings: real phones too, unless its telephony is simulated.
exit code: 0 acknowledged, 2 nobody acknowledged, 1 anything else`

/** What is spoken when nothing else is said: nobody must take it for the real thing. */
const MESSAGES = {
  ko: '모의 훈련입니다. 실제 장애가 아닙니다.',
  en: 'This is a drill. There is no incident.',
}

export async function drill(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (positionals.length > 1) throw new Error(`say one message\n\n${USAGE}`)
  return ring(positionals[0] ?? MESSAGES[await languageOf(values)], values, true)
}

/** What will be spoken: as the caller says, else as the policy does. */
async function languageOf({ language, policy, ...rest }: Values): Promise<keyof typeof MESSAGES> {
  if (language === 'ko' || language === 'en') return language
  if (policy === undefined) return DEFAULTS.language
  const response = await request(serverOf(rest), `/api/v1/policies/${encodeURIComponent(policy)}`)
  return Policy.parse(await response.json()).language
}
