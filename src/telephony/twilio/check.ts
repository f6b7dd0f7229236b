import type { Finding, ProviderError } from '../provider.ts'
import type { Ask, TwilioSettings } from './account.ts'
import { providerError, withoutSecrets } from './errors.ts'
import * as words from './check-words.ts'

/** What can be known of the account without calling anybody. */
export async function checkAccount(settings: TwilioSettings, ask: Ask): Promise<Finding[]> {
  const credentials = await credentialsFinding(settings, ask)
  const findings = [credentials, publicUrlFinding(settings)]
  if (credentials.status === 'problem') return findings
  const [number, permission] = await Promise.all([
    numberFinding(settings, ask),
    permissionFinding(settings, ask),
  ])
  return [...findings, number, ...permission]
}

async function credentialsFinding({ accountSid, baseUrl }: TwilioSettings, ask: Ask): Promise<Finding> {
  const about = words.CREDENTIALS
  try {
    const account = await ask((twilio) => twilio.api.v2010.accounts(accountSid).fetch())
    if (account.status !== 'active')
      return { ...about, status: 'problem', ...words.notActive(account.status) }
    if (account.type === 'Trial') return { ...about, status: 'warning', ...words.TRIAL }
    return { ...about, status: 'ok', ...words.ACCEPTED }
  } catch (error) {
    const refused = providerError(error)
    return { ...about, ...failed(refused), ...(isSilent(refused, baseUrl) && { status: 'warning' }) }
  }
}

async function numberFinding({ from }: TwilioSettings, ask: Ask): Promise<Finding> {
  const about = words.CALLER_NUMBER
  try {
    const owned = await ask((twilio) => twilio.incomingPhoneNumbers.list({ phoneNumber: from, limit: 1 }))
    return owned.length > 0
      ? { ...about, status: 'ok', ...words.owned(from) }
      : { ...about, status: 'warning', ...words.notOwned(from) }
  } catch (error) {
    // Not to see the number is no reason to believe that it cannot call.
    return { ...about, ...failed(providerError(error)), status: 'warning' }
  }
}

/** Calls to other countries are switched off in a new account: https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource */
async function permissionFinding({ baseUrl }: TwilioSettings, ask: Ask): Promise<Finding[]> {
  const about = words.PERMISSION
  try {
    const korea = await ask((twilio) => twilio.voice.v1.dialingPermissions.countries('KR').fetch())
    return korea.lowRiskNumbersEnabled
      ? [{ ...about, status: 'ok', ...words.ALLOWED }]
      : [{ ...about, status: 'warning', ...words.NOT_ALLOWED }]
  } catch (error) {
    const refused = providerError(error)
    return isSilent(refused, baseUrl) ? [] : [{ ...about, ...failed(refused), status: 'warning' }]
  }
}

function publicUrlFinding({ publicUrl }: TwilioSettings): Finding {
  const about = words.PUBLIC_URL
  if (publicUrl === null) return { ...about, status: 'warning', ...words.NO_PUBLIC_URL }
  const detail = withoutSecrets(publicUrl)
  return { ...about, status: 'ok', detail: { ko: detail, en: detail } }
}

/** Twilio knows every account; a server in its place need not tell of any. */
const isSilent = ({ failure }: ProviderError, baseUrl: string | undefined) =>
  baseUrl !== undefined && /^(?:20)?404$/.test(failure.code)

/** Twilio itself said no; that it could not be asked may be over by the time somebody is to be rung. */
const isDefinite = ({ retry, scope, failure }: ProviderError) =>
  retry === 'never' || (scope === 'account' && /^\d+$/.test(failure.code))

function failed(error: ProviderError): Pick<Finding, 'status' | 'detail' | 'mend'> {
  const { code, message, hint } = error.failure
  const detail = `${code}: ${message}`
  return { status: isDefinite(error) ? 'problem' : 'warning', detail: { ko: detail, en: detail }, mend: hint }
}
