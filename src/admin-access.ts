import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOf, newSecret } from './api/auth.ts'
import { makeSignInCode } from './api/sign-in.ts'
import { adminTokenId } from './api/who.ts'
import type { Database, Tx } from './store/database.ts'
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
  const newToken = adminToken === null && first ? newSecret('nbt') : null
  if (newToken !== null) writeFileSync(path.join(dataFolder, 'admin-token'), `${newToken}\n`, { mode: 0o600 })
  const signInCode = await db.write(async (tx) => {
    await endSessionsOfOtherAdmins(tx, adminToken === null ? '' : adminTokenId(adminToken))
    const tokenId = newToken === null ? null : await insertFirst(tx, newToken, now)
    if (!first || !browserless) return null
    const id = tokenId ?? adminTokenId(adminToken ?? '')
    return (await makeSignInCode({ tx, now }, { name: 'first start', tokenId: id })).code
  })
  return { newToken, signInCode }
}

async function insertFirst(tx: Tx, token: string, now: number): Promise<string> {
  const id = `tok_${randomUUID()}`
  await insertToken(tx, { id, name: 'first start', hash: hashOf(token), createdAt: now })
  return id
}
