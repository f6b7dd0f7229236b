import type { Finding, ProviderError } from '../provider.ts'
import type { Ask, TwilioSettings } from './account.ts'
import { providerError, withoutSecrets } from './errors.ts'
import * as words from './check-words.ts'

/** What can be known of the account without calling anybody. `rung`: the numbers that policies ring. */
export async function checkAccount(
  settings: TwilioSettings,
  ask: Ask,
  rung: readonly string[],
): Promise<Finding[]> {
  const { credentials, trial, clock } = await accountFindings(settings, ask)
  const findings = [credentials, publicUrlFinding(settings)]
  if (credentials.status === 'problem') return findings
  const [number, permission, verified] = await Promise.all([
    numberFinding(settings, ask),
    permissionFinding(settings, ask),
    trial && rung.length > 0 ? verifiedFinding(settings, ask, rung) : [],
  ])
  return [...findings, number, ...permission, ...verified, ...clock]
}

type AccountFindings = { credentials: Finding; trial: boolean; clock: Finding[] }

async function accountFindings({ accountSid, baseUrl }: TwilioSettings, ask: Ask): Promise<AccountFindings> {
  const about = words.CREDENTIALS
  try {
    const askedAt = Date.now()
    const { body: account, headers } = await ask((twilio) =>
      twilio.api.v2010.accounts(accountSid).fetchWithHttpInfo(),
    )
    const trial = account.type === 'Trial'
    const told: Pick<Finding, 'status' | 'detail' | 'mend'> =
      account.status !== 'active'
        ? { status: 'problem', ...words.notActive(account.status) }
        : trial
          ? { status: 'warning', ...words.TRIAL }
          : { status: 'ok', ...words.ACCEPTED }
    return { credentials: { ...about, ...told }, trial, clock: clockFinding(headers?.['date'], askedAt) }
  } catch (error) {
    const refused = providerError(error)
    const told = { ...failed(refused), ...(isSilent(refused, baseUrl) && { status: 'warning' as const }) }
    return { credentials: { ...about, ...told }, trial: false, clock: [] }
  }
}

/** Sessions, links and deadlines end by this machine's clock, and it is what logs and pages show. */
const MOST_APART_MS = 5_000

/**
 * This machine's clock, not the engine's, beside the `Date` of an answer, which is a whole second and
 * was written at some moment since `askedAt`. Nothing where there is none.
 */
function clockFinding(date: unknown, askedAt: number): Finding[] {
  const theirs = typeof date === 'string' ? Date.parse(date) : NaN
  if (Number.isNaN(theirs)) return []
  const about = words.CLOCK
  const ahead = Math.max(askedAt - (theirs + 1_000), 0)
  const behind = Math.max(theirs - Date.now(), 0)
  return Math.max(ahead, behind) <= MOST_APART_MS
    ? [{ ...about, status: 'ok', ...words.AGREES }]
    : [{ ...about, status: 'warning', ...words.apart(ahead > 0 ? ahead : -behind) }]
}

/** A trial account calls nobody but these: https://www.twilio.com/docs/voice/api/outgoing-caller-ids */
async function verifiedFinding(
  { baseUrl }: TwilioSettings,
  ask: Ask,
  rung: readonly string[],
): Promise<Finding[]> {
  const about = words.VERIFIED
  try {
    const known = await ask((twilio) => twilio.outgoingCallerIds.list({ limit: MOST_VERIFIED }))
    const verified = new Set(known.map(({ phoneNumber }) => phoneNumber))
    const others = rung.filter((number) => !verified.has(number))
    return others.length === 0
      ? [{ ...about, status: 'ok', ...words.allVerified(rung.length) }]
      : [{ ...about, status: 'warning', ...words.notVerified(others, rung.length) }]
  } catch (error) {
    const refused = providerError(error)
    return isSilent(refused, baseUrl) ? [] : [{ ...about, ...failed(refused), status: 'warning' }]
  }
}
/** A trial account has five at most. */
const MOST_VERIFIED = 100

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
