import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..')
export const DIST = path.join(import.meta.dirname, 'dist')
const MARK = path.join(DIST, 'built-from')

/** Everything that the page is made of; what is in `src` besides is not in it. */
const SOURCES = ['console', 'src/wire', 'src/domain']
const FILES = ['vite.config.ts', 'package-lock.json']

/** Says whether the page changed, by content: a checkout or a copied image gives files any date. Takes about 10 ms. */
export function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of [...FILES, ...SOURCES.flatMap(filesIn)])
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file)))
  return hash.digest('hex')
}

export function isBuilt(): boolean {
  return existsSync(MARK) && readFileSync(MARK, 'utf8') === fingerprint()
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^console\/\.?dist|\.test\./.test(file))
    .toSorted()
}
