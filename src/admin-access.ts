import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOf, newSecret } from './api/auth.ts'
import { FIRST_START, makeSignInCode } from './api/sign-in.ts'
import { adminTokenId } from './api/who.ts'
import type { Database } from './store/database.ts'
import { endSessionsOfOtherAdmins, hasSessions } from './store/sessions.ts'
import { hasTokens, insertToken } from './store/tokens.ts'

export type AdminAccess = {
  /** A token that was made just now, to be shown once; null when there was one before. */
  newToken: string | null
  /** A code that signs one browser in, to be shown once; null when somebody had one before. */
  signInCode: string | null
}

/**
 * Lets the first one in: through `NIGHTBELL_ADMIN_TOKEN` when it is set, else through the token
 * that the first start makes. That is kept in the data folder, readable by its owner alone, for the
 * command line on this machine; the database has only its hash.
 */
export async function adminAccess(
  db: Database,
  adminToken: string | null,
  dataFolder: string,
  now: number,
): Promise<AdminAccess> {
  const first = !(await hasTokens(db.read))
  const browserless = !(await hasSessions(db.read))
  const newToken = adminToken === null && first ? await makeToken(db, dataFolder, now) : null
  // Another node, which started at the same moment, was quicker: the token is its to show.
  const overtaken = adminToken === null && first && newToken === null
  const signInCode = await db.write(async (tx) => {
    await endSessionsOfOtherAdmins(tx, adminToken === null ? '' : adminTokenId(adminToken))
    if (!first || !browserless || overtaken) return null
    const tokenId = newToken === null ? adminTokenId(adminToken ?? '') : FIRST_TOKEN
    return (await makeSignInCode({ tx, now }, { name: FIRST_START, tokenId })).code
  })
  return { newToken, signInCode }
}

/** The same on every node, so that only one of those that start together makes it. */
const FIRST_TOKEN = 'tok_first_start'

/** Null when another node, which started at the same moment, was quicker. */
async function makeToken(db: Database, dataFolder: string, now: number): Promise<string | null> {
  const made = newSecret('nbt')
  const token = { id: FIRST_TOKEN, name: FIRST_START, hash: hashOf(made), createdAt: now }
  return db.write(async (tx) => {
    if (!(await insertToken(tx, token))) return null
    // Before the commit: a token that nobody knows could not be made again.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(path.join(dataFolder, 'admin-token'), `${made}\n`, { mode: 0o600 })
    return made
  })
}
