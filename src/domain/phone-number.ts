import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * E.164 for what a person typed: `010-1234-5678`, `01012345678`, `+82 10-1234-5678` and the common
 * slip `+82010…` all give `+821012345678`. Numbers without a country code are read as Korean.
 * Null when it is no phone number that anybody could have.
 */
export function parsePhone(input: string): string | null {
  const parsed = parsePhoneNumberFromString(input.trim(), 'KR')
  return parsed?.isPossible() ? parsed.number : null
}

/** As its owner would write it: `010-1234-5678` for a Korean number, `+1 500 555 0006` for any other. */
export function formatPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed) return e164
  return parsed.countryCallingCode === '82' ? parsed.formatNational() : parsed.formatInternational()
}

/** Enough to recognise a number one knows, too little to dial it: `010-****-5678`. */
export function maskPhone(e164: string): string {
  const formatted = formatPhone(e164)
  const digits = formatted.replaceAll(/\D/g, '').length
  let seen = 0
  return formatted.replaceAll(/\d/g, (digit) => {
    seen++
    return seen <= 3 || seen > digits - 4 ? digit : '*'
  })
}
