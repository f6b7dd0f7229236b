import { parseArgs } from 'node:util'
import { realClock } from '../emulator/clock.ts'
import { startEmulator, type EmulatorOptions } from '../emulator/emulator.ts'
import { roughFaults } from '../emulator/faults/rough.ts'

const USAGE = `usage: nightbell emulator [options]

  --port <n>               where it listens, on loopback (8010; 0 takes any that is free)
  --account-sid <AC…>      the account (AC and 32 zeros)
  --auth-token <token>     its token (emulator)
  --speed <n>              simulated seconds in a real one (1)
  --since <epoch ms>       when simulated time was real time: processes with one --speed and --since share a clock
  --calls-per-second <n>   the rest is queued; Twilio's default is 1 (no limit)
  --concurrency <n>        calls at the same time; more are refused with 10004 (no limit)
  --profile <full|trial>   trial: few parameters, and only to verified numbers (full)
  --verified <number>      whom a trial account may call; up to five times
  --faults rough           things go wrong at random
  --seed <n>               what the random follows from (0)

A stand-in for Twilio's voice API, for any program that talks to Twilio: docs/emulator.md`

const options = {
  port: { type: 'string', default: '8010' },
  'account-sid': { type: 'string', default: 'AC00000000000000000000000000000000' },
  'auth-token': { type: 'string', default: 'emulator' },
  speed: { type: 'string', default: '1' },
  since: { type: 'string' },
  'calls-per-second': { type: 'string' },
  concurrency: { type: 'string' },
  profile: { type: 'string', default: 'full' },
  verified: { type: 'string', multiple: true },
  faults: { type: 'string' },
  seed: { type: 'string', default: '0' },
  help: { type: 'boolean', short: 'h' },
} as const
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

export async function emulator(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const running = await startEmulator(optionsOf(values))
  console.log(`Emulator at ${running.url}`)
  console.log(`  account sid  ${running.accountSid}`)
  console.log(`  auth token   ${running.authToken}`)
  const stop = () => void running.close().then(() => process.exit(0))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  return 0
}

function optionsOf(values: Values): EmulatorOptions {
  const { port, 'account-sid': accountSid, 'auth-token': authToken, speed, since, faults } = values
  if (faults !== undefined) matching('faults', faults, /^rough$/, 'rough')
  return {
    port: numberOf('port', port, { above: -1, most: 65_535, whole: true, example: 8010 }),
    accountSid: matching('account-sid', accountSid, /^AC[0-9a-f]{32}$/, 'AC and 32 hexadecimal digits'),
    authToken,
    clock: realClock(
      numberOf('speed', speed, { above: 0, most: 1_000, example: 20 }),
      since === undefined
        ? undefined
        : startAt(numberOf('since', since, { whole: true, example: 1_790_000_000_000 })),
    ),
    settings: settingsOf(values),
    faults: faults === undefined ? [] : roughFaults,
  }
}

/** Simulated and real time were equal then. */
const startAt = (since: number) => ({ real: since, simulated: since })

function settingsOf(values: Values): NonNullable<EmulatorOptions['settings']> {
  const { 'calls-per-second': rate, concurrency, profile, verified = [], seed } = values
  matching('profile', profile, /^(?:full|trial)$/, 'full or trial')
  for (const number of verified)
    matching('verified', number, /^\+[1-9]\d{6,14}$/, 'a number such as +821000000001')
  if (verified.length > 5) throw new Error('--verified: a trial account has at most five')
  const positive = { above: 0, most: 1_000 }
  return {
    calls_per_second:
      rate === undefined ? null : numberOf('calls-per-second', rate, { ...positive, example: 1 }),
    concurrency:
      concurrency === undefined
        ? null
        : numberOf('concurrency', concurrency, { ...positive, whole: true, example: 5 }),
    profile: profile === 'trial' ? 'trial' : 'full',
    verified_numbers: verified,
    seed: numberOf('seed', seed, { whole: true, example: 7 }),
  }
}

type Bounds = { above?: number; most?: number; whole?: boolean; example: number }

/** Throws, in one line that names the option, what is wrong and an example. */
function numberOf(
  name: string,
  text: string,
  { above = -Infinity, most, whole = false, example }: Bounds,
): number {
  const value = Number(text)
  const ranged = value > above && value <= (most ?? Number.MAX_SAFE_INTEGER)
  if (text.trim() !== '' && ranged && (!whole || Number.isInteger(value))) return value
  const kind = whole ? 'a whole number' : 'a number'
  const bounds = [above >= 0 && `above ${above}`, most !== undefined && `at most ${most}`].filter(Boolean)
  throw new Error(`--${name}: must be ${[kind, ...bounds].join(', ')}; for example --${name} ${example}`)
}

function matching(name: string, text: string, pattern: RegExp, what: string): string {
  if (!pattern.test(text)) throw new Error(`--${name}: must be ${what}`)
  return text
}
