import { Hono } from 'hono'
import type { Log } from '../../observe/log.ts'
import type { CallInbox, Provider } from '../provider.ts'
import { askTwilio, type After, type TwilioSettings } from './account.ts'
import { callbackRoutes, type NotRecorded } from './callbacks.ts'
import { callsOf } from './calls.ts'
import { checkAccount } from './check.ts'

/** What it needs of the house: where news go, what to say when they cannot be recorded, and whom to tell of refused callbacks. */
export type Surroundings = {
  inbox: CallInbox
  notRecorded: NotRecorded
  log: Log
  after: After
  refused: (reason: string) => void
}

/** Twilio's Programmable Voice. `routes` are for `/telephony/twilio`; without a public URL there are none. */
export function createTwilio(
  settings: TwilioSettings,
  on: Surroundings,
): { provider: Provider; routes: Hono } {
  const ask = askTwilio(settings, on.after)
  const { publicUrl } = settings
  return {
    provider: {
      name: 'twilio',
      callbacks: publicUrl !== null,
      ...callsOf(settings, ask),
      check: (rung) => checkAccount(settings, ask, rung),
    },
    routes: publicUrl === null ? new Hono() : callbackRoutes({ ...settings, publicUrl }, on),
  }
}
