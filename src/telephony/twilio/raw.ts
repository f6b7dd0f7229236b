import type { RawCallback } from '../provider.ts'
import type { Callback } from './signed.ts'

/** The numbers of a call, and where they are registered: https://www.twilio.com/docs/voice/twiml#request-parameters */
const OF_A_NUMBER = /^(?:To|From|Called|Caller|ForwardedFrom|CalledVia)(?:City|State|Zip|Country|Name)?$/
const OF_THE_ACCOUNT = /AccountSid|Token|Secret|Password/i
/** Wherever else a number stands: in E.164, as it is dialled in Korea, or in a SIP address. */
const A_NUMBER = /\+\d{7}|^0\d{8,11}$|\b(?:tel|sips?):/

/** What came on the route `kind`, without what names a phone or opens the account. */
export const rawOf = (kind: string, { fields }: Callback): RawCallback => ({
  kind,
  fields: Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => !OF_A_NUMBER.test(name) && !OF_THE_ACCOUNT.test(name) && !A_NUMBER.test(value),
    ),
  ),
})
