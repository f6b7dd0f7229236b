import { randomUUID } from 'node:crypto'

/** A Twilio identifier: two letters for the kind, then 32 hexadecimal digits. */
export function newSid(kind: 'CA' | 'SM' | 'NO'): string {
  return kind + randomUUID().replaceAll('-', '')
}
