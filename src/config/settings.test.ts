import { expect, test } from 'vitest'
import { BadSetting, readSettings } from './settings.ts'

const TWILIO = {
  TELEPHONY: 'twilio',
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'secret-of-the-account',
  TWILIO_FROM: '+15005550006',
}

test('needs nothing: simulated telephony on loopback', () => {
  expect(readSettings({})).toEqual({
    host: '127.0.0.1',
    port: 8001,
    dataFolder: './data',
    databaseUrl: null,
    publicUrl: null,
    telephony: { kind: 'simulated' },
    adminToken: null,
    selfAlertUrl: null,
    logLevel: 'info',
  })
})

test.each([
  [{ PORT: 'abc' }, /^PORT: .*for example PORT=8001$/],
  [{ PORT: '70000' }, /^PORT: must be at most 65535/],
  [{ TELEPHONY: 'pigeon' }, /^TELEPHONY: must be simulated or twilio/],
  [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: must be one of/],
  [{ NIGHTBELL_ADMIN_TOKEN: 'short' }, /^NIGHTBELL_ADMIN_TOKEN: must be at least 16/],
  [{ PUBLIC_URL: 'nightbell.example.com' }, /^PUBLIC_URL: must be a URL/],
  [
    { DATABASE_URL: 'mysql://secret-of-the-account@db' },
    /^DATABASE_URL: must be a URL that begins with postgres/,
  ],
  [{ DATABASE_URL: 'postgres://n:secret-of-the-account%/@db/n' }, /^DATABASE_URL: .*write % as %25/],
  [{ ...TWILIO, TWILIO_FROM: '010-0000-0001' }, /^TWILIO_FROM: must be a phone number in international form/],
  [{ ...TWILIO, TWILIO_ACCOUNT_SID: 'AC123' }, /^TWILIO_ACCOUNT_SID: must be AC and 32/],
  [{ TWILIO_BASE_URL: 'nope' }, /^TWILIO_BASE_URL: must be a URL .*; for example TWILIO_BASE_URL=http:/],
  [{ ...TWILIO, TWILIO_BASE_URL: 'nope' }, /^TWILIO_BASE_URL: must be a URL/],
  [{ TELEPHONY: 'twilio' }, /^TWILIO_ACCOUNT_SID: is needed with TELEPHONY=twilio/],
  [{ ...TWILIO, PUBLIC_URL: 'http://127.0.0.1:8001' }, /^PUBLIC_URL: Twilio cannot reach a loopback address/],
])('%o stops the start with one line', (env, line) => {
  expect(() => readSettings(env)).toThrow(BadSetting)
  expect(() => readSettings(env)).toThrow(line)
  try {
    readSettings(env)
  } catch (error) {
    expect(String(error)).not.toMatch(/\n|secret-of-the-account/)
  }
})

test('C16 never guesses between real phones and pretended ones', () => {
  const { TELEPHONY: _, ...rest } = TWILIO
  expect(() => readSettings(rest)).toThrow(/^TELEPHONY: TWILIO_ACCOUNT_SID is set/)
})

test('accepts a loopback public URL only for a loopback Twilio', () => {
  const env = { ...TWILIO, PUBLIC_URL: 'http://127.0.0.1:8001/', TWILIO_BASE_URL: 'http://127.0.0.1:8010' }
  expect(readSettings(env).publicUrl).toBe('http://127.0.0.1:8001')
})
