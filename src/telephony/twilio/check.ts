import type { Twilio } from 'twilio'
import type { Finding, ProviderError } from '../provider.ts'
import type { TwilioSettings } from './account.ts'
import { providerError } from './errors.ts'

/** What can be known of the account without calling anybody. */
export async function checkAccount(
  settings: TwilioSettings,
  client: () => Promise<Twilio>,
): Promise<Finding[]> {
  const credentials = await credentialsFinding(settings, client)
  const findings = [credentials, publicUrlFinding(settings)]
  if (credentials.status !== 'problem') findings.push(await numberFinding(settings, client))
  return findings
}

async function credentialsFinding(
  { accountSid }: TwilioSettings,
  client: () => Promise<Twilio>,
): Promise<Finding> {
  const check = 'credentials'
  try {
    const account = await (await client()).api.v2010.accounts(accountSid).fetch()
    if (account.status !== 'active')
      return {
        check,
        status: 'problem',
        detail: `the account is ${account.status}`,
        mend: 'open it in the Twilio console',
      }
    if (account.type === 'Trial')
      return {
        check,
        status: 'warning',
        detail:
          'a trial account: it calls only verified numbers in its own country, without our call options',
        mend: 'upgrade the account before you rely on it',
      }
    return { check, status: 'ok', detail: 'Twilio accepts them' }
  } catch (error) {
    return failed(check, providerError(error))
  }
}

async function numberFinding({ from }: TwilioSettings, client: () => Promise<Twilio>): Promise<Finding> {
  const check = 'caller number'
  try {
    const owned = await (await client()).incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 })
    if (owned.length > 0) return { check, status: 'ok', detail: `${from} belongs to the account` }
    return {
      check,
      status: 'warning',
      detail: `${from} is not among the numbers of the account`,
      mend: 'use a number you own there as TWILIO_FROM, or one verified as a caller id',
    }
  } catch (error) {
    const { failure } = providerError(error)
    return { check, status: 'warning', detail: `cannot be looked up: ${failure.message}` }
  }
}

function publicUrlFinding({ publicUrl }: TwilioSettings): Finding {
  const check = 'public URL'
  return publicUrl === null
    ? {
        check,
        status: 'warning',
        detail: 'none: no key can be received, and what becomes of a call is learnt by asking',
        mend: 'set PUBLIC_URL to the address under which Twilio reaches this server',
      }
    : { check, status: 'ok', detail: publicUrl }
}

const failed = (check: string, { retry, failure }: ProviderError): Finding => ({
  check,
  status: retry === 'never' ? 'problem' : 'warning',
  detail: `${failure.code}: ${failure.message}`,
  mend: failure.hint.en,
})
