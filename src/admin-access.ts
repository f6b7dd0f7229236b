import { mkdirSync, writeFileSync } from 'node:fs'
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
  const newToken = adminToken === null && !(await hasTokens(db.read)) ? await makeToken(db, dataFolder) : null
  return {
    newToken,
    async authenticate(token) {
      if (adminToken !== null && sameSecret(token, adminToken)) return 'NIGHTBELL_ADMIN_TOKEN'
      return (await findToken(db.read, hashOf(token)))?.name ?? null
    },
  }
}

/** Null when another node, which started at the same moment, was quicker. */
async function makeToken(db: Database, dataFolder: string): Promise<string | null> {
  const made = newSecret('nbt')
  const name = 'first start'
  const token = { id: 'tok_first_start', name, hash: hashOf(made), createdAt: Date.now() }
  return db.write(async (tx) => {
    if (!(await insertToken(tx, token))) return null
    // Before the commit: a token that nobody knows could not be made again.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(path.join(dataFolder, 'admin-token'), `${made}\n`, { mode: 0o600 })
    return made
  })
}
