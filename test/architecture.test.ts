import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/**
 * The dependency rule: what each part may import, besides itself. Read it top to bottom; nothing
 * may point upward. `telephony` means its port, `src/telephony/provider.ts`; the adapters behind
 * it (`telephony/*`) are known to `app` alone.
 */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  config: ['domain'], // What a phone number is, the settings must know too.
  wire: ['domain'],
  speech: ['domain'],
  intake: ['domain'],
  observe: ['domain'],
  telephony: ['domain'],
  store: ['domain'],
  'telephony/*': ['domain', 'telephony', 'observe'],
  'store/*': ['domain', 'store', 'observe'],
  engine: ['domain', 'speech', 'telephony', 'store', 'observe'],
  api: ['domain', 'speech', 'wire', 'intake', 'engine', 'telephony', 'store', 'observe'],
  app: ['*'],
  console: ['wire'],
  cli: ['wire', 'app', 'emulator'], // `serve` and `doctor` start the app, `emulator` the emulator; the rest is a client.
  emulator: [], // Imports nothing of ours, so that our mistakes cannot cancel out.
}

/** The part a file belongs to: `src/telephony/twilio/twiml.ts` is in `telephony/*`. */
function partOf(file: string): string {
  const [root, part = '', ...rest] = file.split('/')
  if (root !== 'src') return root ?? ''
  if (rest.length === 0) return 'app' // src/app.ts, src/main.ts, src/providers.ts
  return rest.length > 1 && `${part}/*` in mayImport ? `${part}/*` : part
}

function importsOf(file: string, source: string): string[] {
  const specifiers = [...source.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    (m) => m[1] ?? '',
  )
  return specifiers.map((s) => (s.startsWith('.') ? path.posix.join(path.posix.dirname(file), s) : s))
}

/** Pure: what a phone number is, a library knows; nothing else comes from outside. */
const outsideOfDomain = (specifier: string) =>
  !/^(?:src|cli|emulator|console|test)\//.test(specifier) && specifier !== 'libphonenumber-js/min'

export function violations(file: string, source: string): string[] {
  const from = partOf(file)
  const allowed = mayImport[from]
  if (!allowed) return [`${file} is in no known part; add it to the dependency rule`]
  const imported = importsOf(file, source)
  const ours = imported.filter((each) => /^(?:src|cli|emulator|console|test)\//.test(each)).map(partOf)
  return [
    ...ours.filter((to) => to !== from && !allowed.includes(to) && !allowed.includes('*')),
    ...(from === 'domain' ? imported.filter(outsideOfDomain) : []),
  ].map((to) => `${file} imports ${to}`)
}

test('every import follows the dependency rule', () => {
  const files = ['src', 'cli', 'emulator', 'console'].flatMap(sourceFiles)
  expect(files.length).toBeGreaterThan(0)
  expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  ['src/domain/incident.ts', `import { randomUUID } from 'node:crypto'`],
  ['src/domain/incident.ts', `import { z } from 'zod'`],
  ['src/domain/incident.ts', `import { pool } from '../store/postgres/pool.ts'`],
  ['src/domain/incident.ts', `import type { Provider } from '../telephony/provider.ts'`],
  ['src/engine/dispatch.ts', `import { placeCall } from '../telephony/twilio/calls.ts'`],
  ['src/telephony/twilio/calls.ts', `import { x } from '../../store/store.ts'`],
  ['console/pages/incidents.tsx', `const m = await import('../../src/engine/engine.ts')`],
  ['emulator/server.ts', `import { signature } from '../src/telephony/twilio/signature.ts'`],
])('%s may not say: %s', (file, source) => {
  expect(violations(file, source)).toHaveLength(1)
})

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(dir, file.split(path.sep).join('/')))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^console\/\.?dist/.test(file))
}
