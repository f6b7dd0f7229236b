import { z } from 'zod'
import { parsePhone } from '../domain/phone-number.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export type Settings = {
  host: string
  port: number
  dataFolder: string
  /** PostgreSQL, as a connection string with its password; null for the embedded database in the data folder. */
  databaseUrl: string | null
  /** Where the provider, and people's phones, reach this server; null when they cannot. No trailing slash. */
  publicUrl: string | null
  telephony: { kind: 'simulated' } | ({ kind: 'twilio' } & TwilioAccount)
  adminToken: string | null
  /** Where another system is told that Nightbell itself is in trouble; null for nowhere. */
  selfAlertUrl: string | null
  logLevel: (typeof LOG_LEVELS)[number]
}

export type TwilioAccount = {
  accountSid: string
  authToken: string
  authTokenSecondary?: string | undefined
  from: string
  baseUrl?: string | undefined
}

/** A setting that stops the start. The message is one line: which, what is wrong, an example. */
export class BadSetting extends Error {
  constructor(name: string, problem: string, example: string) {
    super(`${name}: ${problem}; for example ${name}=${example}`)
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings. Throws `BadSetting`. An empty value counts as not set. */
export function readSettings(env: Environment): Settings {
  const setting = reader(env)
  const telephony = readTelephony(setting)
  const local =
    telephony.kind === 'simulated' || (telephony.baseUrl !== undefined && isLoopback(telephony.baseUrl))
  return {
    host:
      setting('HOST', z.string().regex(/^[\w.:-]+$/, 'is no host name or address'), '127.0.0.1') ??
      '127.0.0.1',
    port: setting('PORT', port, '8001') ?? 8001,
    dataFolder: setting('NIGHTBELL_DATA', z.string(), './data') ?? './data',
    databaseUrl: setting('DATABASE_URL', postgresUrl, DATABASE_EXAMPLE) ?? null,
    publicUrl: setting('PUBLIC_URL', publicUrl(local), 'https://nightbell.example.com') ?? null,
    telephony,
    adminToken: setting('NIGHTBELL_ADMIN_TOKEN', adminToken, '$(openssl rand -hex 24)') ?? null,
    selfAlertUrl: setting('NIGHTBELL_SELF_ALERT_URL', httpUrl, 'https://hooks.example.com/nightbell') ?? null,
    logLevel:
      setting('LOG_LEVEL', z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), 'info') ?? 'info',
  }
}

type Setting = <T>(name: string, schema: z.ZodType<T, string>, example: string) => T | undefined

function reader(env: Environment): Setting {
  return (name, schema, example) => {
    const value = env[name]?.trim()
    if (!value) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    throw new BadSetting(name, parsed.error.issues[0]?.message ?? 'is not valid', example)
  }
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((n) => n <= 65_535, 'must be at most 65535')

const DATABASE_EXAMPLE = 'postgres://nightbell:<password>@db.example.com:5432/nightbell?sslmode=verify-full'

// A password with a character that means something in a URL is what mostly goes wrong here.
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error:
    'must be a URL that begins with postgres://; in the password, write % as %25, @ as %40, / as %2F, ? as %3F and # as %23',
})

const adminToken = z.string().regex(/^[\x21-\x7E]{16,}$/, 'must be at least 16 characters without spaces')

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be a URL that begins with http:// or https://',
  abort: true,
})

const publicUrl = (local: boolean) =>
  httpUrl
    .refine(
      (url) => new URL(url).search === '' && new URL(url).hash === '',
      'must have no query and no fragment',
    )
    .refine(
      (url) => local || !isLoopback(url),
      'Twilio cannot reach a loopback address; give the public one, or leave it unset to work without callbacks',
    )
    .transform((url) => url.replace(/\/+$/, ''))

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

function readTelephony(setting: Setting): Settings['telephony'] {
  const kind = setting('TELEPHONY', z.enum(['simulated', 'twilio'], 'must be simulated or twilio'), 'twilio')
  const accountSid = setting('TWILIO_ACCOUNT_SID', sid, ACCOUNT_EXAMPLE)
  if (kind === undefined && accountSid !== undefined)
    // Never guess between calling people and pretending to.
    throw new BadSetting(
      'TELEPHONY',
      'TWILIO_ACCOUNT_SID is set, so say whether real phones shall ring',
      'twilio',
    )
  // Looked at whoever rings: what is wrong with them is heard before the night on which they are needed.
  const authToken = setting('TWILIO_AUTH_TOKEN', z.string(), SECRET_EXAMPLE)
  const from = setting('TWILIO_FROM', phone, FROM_EXAMPLE)
  const baseUrl = setting('TWILIO_BASE_URL', httpUrl, 'http://127.0.0.1:8010')
  if (kind !== 'twilio') return { kind: 'simulated' }
  const needed = <T>(name: string, value: T | undefined, example: string): T => {
    if (value === undefined) throw new BadSetting(name, 'is needed with TELEPHONY=twilio', example)
    return value
  }
  return {
    kind,
    accountSid: needed('TWILIO_ACCOUNT_SID', accountSid, ACCOUNT_EXAMPLE),
    authToken: needed('TWILIO_AUTH_TOKEN', authToken, SECRET_EXAMPLE),
    authTokenSecondary: setting('TWILIO_AUTH_TOKEN_SECONDARY', z.string(), SECRET_EXAMPLE),
    from: needed('TWILIO_FROM', from, FROM_EXAMPLE),
    baseUrl,
  }
}

const ACCOUNT_EXAMPLE = 'AC0123456789abcdef0123456789abcdef'
const SECRET_EXAMPLE = '<32 characters from the Twilio console>'
const FROM_EXAMPLE = '+15005550006'

const sid = z.string().regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 hexadecimal digits')

const phone = z.string().transform((input, context) => {
  const parsed = input.startsWith('+') ? parsePhone(input) : null
  if (parsed) return parsed
  context.addIssue('must be a phone number in international form')
  return z.NEVER
})
