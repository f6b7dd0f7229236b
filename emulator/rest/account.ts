import { Hono } from 'hono'
import type { Exchange } from '../line.ts'
import { pageOf } from './page.ts'

/** The account itself, the numbers it may call from, and those that were verified. */
export function accountApi({ account, settings }: Exchange): Hono {
  const app = new Hono()
  const base = `/Accounts/${account.sid}`
  app.get(`${base}.json`, (c) =>
    c.json({
      sid: account.sid,
      friendly_name: 'Emulator',
      status: 'active',
      type: settings.profile === 'trial' ? 'Trial' : 'Full',
      uri: `/2010-04-01${base}.json`,
    }),
  )
  app.get(`${base}/IncomingPhoneNumbers.json`, (c) => {
    const asked = c.req.query('PhoneNumber')
    const own = settings.caller_ids ?? (asked ? [asked] : []) // Without a list every number is the account's.
    const numbers = own.filter((number) => !asked || number === asked)
    return c.json({
      incoming_phone_numbers: numbers.map((phone_number) => ({ sid: `PN${'0'.repeat(32)}`, phone_number })),
    })
  })
  app.get(`${base}/OutgoingCallerIds.json`, (c) => {
    const asked = c.req.query('PhoneNumber')
    const found = settings.verified_numbers.filter((number) => !asked || number === asked)
    return c.json(
      pageOf(c, 'outgoing_caller_ids', found, (phone_number) => ({
        sid: `PN${'0'.repeat(32)}`,
        account_sid: account.sid,
        friendly_name: phone_number,
        phone_number,
      })),
    )
  })
  return app
}
