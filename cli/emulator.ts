import { parseArgs } from 'node:util'
import { startEmulator } from '../emulator/emulator.ts'

const USAGE = `usage: nightbell emulator [--port 8010] [--account-sid AC…] [--auth-token …]

A stand-in for Twilio's voice API, for any program that talks to Twilio: docs/emulator.md`

const options = {
  port: { type: 'string', default: '8010' },
  'account-sid': { type: 'string', default: 'AC00000000000000000000000000000000' },
  'auth-token': { type: 'string', default: 'emulator' },
  help: { type: 'boolean', short: 'h' },
} as const

export async function emulator(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const running = await startEmulator({
    port: Number(values.port),
    accountSid: values['account-sid'],
    authToken: values['auth-token'],
  })
  console.log(`Emulator at ${running.url}`)
  console.log(`  account sid  ${running.accountSid}`)
  console.log(`  auth token   ${running.authToken}`)
  const stop = () => void running.close().then(() => process.exit(0))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return 0
}
