import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOf, newSecret, sameSecret, type Authenticate } from './api/auth.ts'
import type { Database } from './store/database.ts'
import { findToken, hasTokens, insertToken } from './store/tokens.ts'

export type AdminAccess = {
  authenticate: Authenticate
  /** A token that was made just now, to be shown once; null when there was one before. */
  newToken: string | null
}

/**
 * Who may come in: `NIGHTBELL_ADMIN_TOKEN` when it is set; else the token that the first start
 * makes. It is kept in the data folder, readable by its owner alone, for the command line on this
 * machine; the database has only its hash.
 */
export async function adminAccess(
  db: Database,
  adminToken: string | null,
  dataFolder: string,
): Promise<AdminAccess> {
  const newToken = adminToken === null && !(await hasTokens(db.read)) ? newSecret('nbt') : null
  if (newToken !== null) {
    writeFileSync(path.join(dataFolder, 'admin-token'), `${newToken}\n`, { mode: 0o600 })
    const token = {
      id: `tok_${randomUUID()}`,
      name: 'first start',
      hash: hashOf(newToken),
      createdAt: Date.now(),
    }
    await db.write((tx) => insertToken(tx, token))
  }
  return {
    newToken,
    async authenticate(token) {
      if (adminToken !== null && sameSecret(token, adminToken)) return 'NIGHTBELL_ADMIN_TOKEN'
      return (await findToken(db.read, hashOf(token)))?.name ?? null
    },
  }
}
