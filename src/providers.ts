import type { Hono } from 'hono'
import { randomBytes } from 'node:crypto'
import type { Settings, TwilioAccount } from './config/settings.ts'
import type { Clock } from './engine/clock.ts'
import { words } from './speech/words.ts'
import type { Provider } from './telephony/provider.ts'
import { createTwilio, type Surroundings } from './telephony/twilio/twilio.ts'
import type { Emulator } from '../emulator/emulator.ts'

/** The provider that was chosen, and what came with it. */
export type Telephony = {
  provider: Provider
  /** Where its callbacks arrive, by path. */
  routes: Record<string, Hono>
  /** The provider's stand-in, with simulated telephony. */
  emulator: Emulator | null
  close(): Promise<void>
}

/** The only list of providers. `callbackUrl` is where the provider reaches us; null when it cannot. */
export async function startTelephony(
  telephony: Settings['telephony'],
  on: TwilioSurroundings,
): Promise<Telephony> {
  switch (telephony.kind) {
    case 'twilio':
      // It is needed at once, and the second that the check of the credentials gets is for Twilio's answer alone.
      await import('twilio')
      return { ...twilio(telephony, on), emulator: null, close: async () => {} }
    case 'simulated': {
      const { startEmulator } = await import('../emulator/emulator.ts')
      const emulator = await startEmulator({
        accountSid: `AC${randomBytes(16).toString('hex')}`,
        authToken: randomBytes(16).toString('hex'),
        clock: on.clock,
      })
      const { accountSid, authToken, url: baseUrl } = emulator
      const account = { accountSid, authToken, from: SIMULATED_FROM, baseUrl }
      return { ...twilio(account, on), emulator, close: () => emulator.close() }
    }
    default:
      return telephony satisfies never
  }
}

/** One of Twilio's own test numbers: nobody can have it. */
const SIMULATED_FROM = '+15005550006'

type TwilioSurroundings = Omit<Surroundings, 'notRecorded' | 'after'> & {
  callbackUrl: string | null
  clock: Clock
}

function twilio(account: TwilioAccount, { callbackUrl, clock, ...on }: TwilioSurroundings) {
  const settings = { ...account, publicUrl: callbackUrl }
  const notRecorded = { ko: words.ko.notRecorded, en: words.en.notRecorded }
  const { provider, routes } = createTwilio(settings, {
    ...on,
    notRecorded,
    after: (ms, run) => clock.after(ms, run),
  })
  return { provider, routes: { '/telephony/twilio': routes } }
}
