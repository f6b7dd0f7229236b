import path from 'node:path'

/** Belong to 127.0.0.1, and to everybody who has this source: they prove nothing, but to these tests. */
export const CERTIFICATE = path.join(import.meta.dirname, 'certificate.pem')
export const KEY = path.join(import.meta.dirname, 'key.pem')
