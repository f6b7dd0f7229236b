import { createHmac } from 'node:crypto'

/**
 * X-Twilio-Signature: the URL without its fragment, then every parameter's name and value in the
 * order of the names, hashed with the auth token. https://www.twilio.com/docs/usage/security
 */
export function signature(authToken: string, url: string, params: Record<string, string>): string {
  const [withoutFragment = ''] = url.split('#')
  const fields = Object.keys(params).toSorted()
  const signed = withoutFragment + fields.map((name) => name + (params[name] ?? '')).join('')
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}
