/**
 * Who is here, until sign-in by a link and a cookie takes this file's place: an API token for as
 * long as the tab lives, and the name that stands in the log beside what is done by hand.
 */
const TOKEN = 'nightbell.token'
const NAME = 'nightbell.name'

export const token = (): string | null => sessionStorage.getItem(TOKEN)
export const ownName = (): string => localStorage.getItem(NAME) ?? ''

export function signIn(given: { token: string; name: string }): void {
  sessionStorage.setItem(TOKEN, given.token)
  localStorage.setItem(NAME, given.name)
}

export const signOut = (): void => sessionStorage.removeItem(TOKEN)

export function authorization(): Record<string, string> {
  const given = token()
  return given === null ? {} : { Authorization: `Bearer ${given}` }
}

/** A browser cannot send headers with a WebSocket; the token goes along as a subprotocol. */
export function socketProtocols(): string[] {
  const bytes = new TextEncoder().encode(token() ?? '')
  const encoded = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return encoded === '' ? ['nightbell'] : ['nightbell', `bearer.${encoded}`]
}
