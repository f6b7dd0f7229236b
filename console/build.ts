import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzipSync } from 'node:zlib'
import { build as viteBuild, type Manifest } from 'vite'
import { DIST, fingerprint, isBuilt } from './fingerprint.ts'

/** What a phone on a bad connection loads before it shows anything, in kB (1,000 bytes) of gzipped JavaScript. */
const MOST_INITIAL_KB = 180

/**
 * Makes the page, beside the old one, and then takes its place at once: a server may be answering
 * from it, and two processes may be building. Throws when the page has grown too heavy.
 */
async function build(): Promise<void> {
  const from = fingerprint()
  // Vite heeds what is set: a server that was started with NODE_ENV=development would get React's own tools, 50 kB of them.
  process.env['NODE_ENV'] = 'production'
  const made = path.join(import.meta.dirname, `.dist-${process.pid}`)
  try {
    await viteBuild({ build: { outDir: made, emptyOutDir: true }, logLevel: 'warn' })
    const kb = initialKilobytes(made)
    if (kb > MOST_INITIAL_KB)
      throw new Error(
        `the page loads ${kb} kB of JavaScript before it shows anything; at most ${MOST_INITIAL_KB}`,
      )
    await compressAll(made)
    writeFileSync(path.join(made, 'built-from'), from)
    rmSync(DIST, { recursive: true, force: true })
    renameSync(made, DIST)
    console.log(`the page is built; it loads ${kb} kB of JavaScript first`)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

const manifestOf = (made: string): Manifest =>
  JSON.parse(readFileSync(path.join(made, '.vite/manifest.json'), 'utf8'))

/** One of them is loaded before anything is shown. */
const LANGUAGES = ['i18n/ko.ts', 'i18n/en.ts']

/** The entry, all that it imports statically, and the larger language; what a route loads when it is opened does not count. */
function initialKilobytes(made: string): number {
  const manifest = manifestOf(made)
  const sizeOf = (file: string) => gzipSync(readFileSync(path.join(made, file))).byteLength
  const files = new Set<string>()
  const add = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  for (const [name, { isEntry }] of Object.entries(manifest)) if (isEntry) add(name)
  const languages = LANGUAGES.map((name) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} is no chunk of its own`)
    return sizeOf(chunk.file)
  })
  const bytes = [...files].reduce((sum, file) => sum + sizeOf(file), Math.max(...languages))
  return Math.round(bytes / 1000)
}

async function compressAll(made: string): Promise<void> {
  const chunks = Object.values(manifestOf(made)).flatMap(({ file, css = [] }) => [file, ...css])
  const texts = [...new Set(chunks)].filter((file) => /\.(?:js|css)$/.test(file))
  const compress = promisify(brotliCompress)
  await Promise.all(
    texts.map(async (file) =>
      writeFileSync(path.join(made, `${file}.br`), await compress(readFileSync(path.join(made, file)))),
    ),
  )
}

if (!isBuilt() || !existsSync(path.join(DIST, 'index.html'))) await build()
