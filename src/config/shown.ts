import { maskPhone } from '../domain/phone-number.ts'
import type { Settings } from './settings.ts'

/** What may be shown of the settings that decide who rings: no secret, and no number that could be dialled. Null: not set. */
export function shownSettings({ telephony, publicUrl }: Settings): { name: string; value: string | null }[] {
  const twilio = telephony.kind === 'twilio' ? telephony : null
  return [
    { name: 'TELEPHONY', value: telephony.kind },
    {
      name: 'TWILIO_ACCOUNT_SID',
      value: twilio && `${twilio.accountSid.slice(0, 4)}…${twilio.accountSid.slice(-4)}`,
    },
    { name: 'TWILIO_AUTH_TOKEN', value: twilio && '…' },
    { name: 'TWILIO_FROM', value: twilio && maskPhone(twilio.from) },
    { name: 'TWILIO_BASE_URL', value: withoutUser(twilio?.baseUrl ?? null) },
    { name: 'PUBLIC_URL', value: withoutUser(publicUrl) },
  ]
}

/** A URL without the name and the password that may stand in it. */
const withoutUser = (url: string | null) => url && url.replace(/(?<=:\/\/)[^/@]*@/, '')
