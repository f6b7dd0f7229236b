import type { Finding, ProviderError } from '../provider.ts'
import type { Ask, TwilioSettings } from './account.ts'
import { providerError, withoutSecrets } from './errors.ts'

/** What can be known of the account without calling anybody. */
export async function checkAccount(settings: TwilioSettings, ask: Ask): Promise<Finding[]> {
  const credentials = await credentialsFinding(settings, ask)
  const findings = [credentials, publicUrlFinding(settings)]
  if (credentials.status !== 'problem') findings.push(await numberFinding(settings, ask))
  return findings
}

async function credentialsFinding({ accountSid, baseUrl }: TwilioSettings, ask: Ask): Promise<Finding> {
  const check = 'credentials'
  try {
    const account = await ask((twilio) => twilio.api.v2010.accounts(accountSid).fetch())
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
    const refused = providerError(error)
    // Twilio knows every account; a server in its place need not tell of any.
    const silent = baseUrl !== undefined && /^(?:20)?404$/.test(refused.failure.code)
    return { ...failed(check, refused), ...(silent && { status: 'warning' }) }
  }
}

async function numberFinding({ from }: TwilioSettings, ask: Ask): Promise<Finding> {
  const check = 'caller number'
  try {
    const owned = await ask((twilio) => twilio.incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 }))
    if (owned.length > 0) return { check, status: 'ok', detail: `${from} belongs to the account` }
    return {
      check,
      status: 'warning',
      detail: `${from} is not among the numbers of the account`,
      mend: 'use a number you own there as TWILIO_FROM, or one verified as a caller id',
    }
  } catch (error) {
    // Not to see the number is no reason to believe that it cannot call.
    return { ...failed(check, providerError(error)), status: 'warning' }
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
    : { check, status: 'ok', detail: withoutSecrets(publicUrl) }
}

/** Twilio itself said no; that it could not be asked may be over by the time somebody is to be rung. */
const isDefinite = ({ retry, scope, failure }: ProviderError) =>
  retry === 'never' || (scope === 'account' && /^\d+$/.test(failure.code))

const failed = (check: string, error: ProviderError): Finding => ({
  check,
  status: isDefinite(error) ? 'problem' : 'warning',
  detail: `${error.failure.code}: ${error.failure.message}`,
  mend: error.failure.hint.en,
})
