import { randomUUID } from 'node:crypto'

/**
 * A UUID of version 7, which begins with the time (https://www.rfc-editor.org/rfc/rfc9562#section-5.7): what comes
 * together then lies together in every index, and a commit writes few pages (docs/performance.md).
 */
export function newId(prefix: 'esc' | 'inc' | 'alr'): string {
  const ms = Date.now().toString(16).padStart(12, '0')
  return `${prefix}_${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`
}

export const newEscalationId = (): string => newId('esc')
