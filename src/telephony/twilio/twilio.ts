import { Hono } from 'hono'
import type { Log } from '../../observe/log.ts'
import type { CallInbox, Provider } from '../provider.ts'
import { lazyClient, type TwilioSettings } from './account.ts'
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
  const client = lazyClient(settings)
  const { publicUrl } = settings
  return {
    provider: {
      name: 'twilio',
      callbacks: publicUrl !== null,
      ...callsOf(settings, client),
      check: () => checkAccount(settings, client),
    },
    routes:
      publicUrl === null ? new Hono() : callbackRoutes({ ...settings, publicUrl }, inbox, notRecorded, log),
  }
}
