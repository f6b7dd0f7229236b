import { Hono } from 'hono'
import type { Log } from '../../observe/log.ts'
import type { CallInbox, Provider } from '../provider.ts'
import { askTwilio, type TwilioSettings } from './account.ts'
import { callbackRoutes, type NotRecorded } from './callbacks.ts'
import { callsOf } from './calls.ts'
import { checkAccount } from './check.ts'

/** Twilio's Programmable Voice. `routes` are for `/telephony/twilio`; without a public URL there are none. */
export function createTwilio(
  settings: TwilioSettings,
  inbox: CallInbox,
  notRecorded: NotRecorded,
  log: Log,
): { provider: Provider; routes: Hono } {
  const ask = askTwilio(settings)
  const { publicUrl } = settings
  return {
    provider: {
      name: 'twilio',
      callbacks: publicUrl !== null,
      ...callsOf(settings, ask),
      check: () => checkAccount(settings, ask),
    },
    routes:
      publicUrl === null ? new Hono() : callbackRoutes({ ...settings, publicUrl }, inbox, notRecorded, log),
  }
}
