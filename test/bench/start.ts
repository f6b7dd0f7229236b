import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../support/free-port.ts'
import { measured, pause, type Bench, type Row } from './support/figure.ts'
import { start } from './support/process.ts'

const REPETITIONS = 5
const SETTLE_MS = 2_000

/** The first start of a newcomer, on an empty folder with simulated telephony, beside Node itself. */
export async function startUp({ databases, progress }: Bench): Promise<Row[]> {
  progress('cold start, idle memory, installed size')
  const [ready, rss, node]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < REPETITIONS; i++) {
    node.push(await nothing())
    const env = { ...(await databases.sqlite.empty()), PORT: String(await freePort()) }
    const server = await start(['cli/nightbell.ts', 'serve'], env, 'is ready')
    ready.push(server.readyMs / 1000)
    await pause(SETTLE_MS)
    rss.push(server.rss())
    await server.kill()
  }
  const { all, node: runtime } = installedSize()
  return [
    {
      figure: 'cold start to ready',
      unit: 's',
      value: measured(ready),
      reference: { what: 'node -e 0', value: measured(node) },
      aim: null,
    },
    {
      figure: 'idle memory',
      unit: 'MB',
      value: measured(rss),
      reference: { what: 'an idle node', value: measured([await idleNode()]) },
      aim: null,
    },
    {
      figure: 'installed size without development parts',
      unit: 'MB',
      value: measured([all]),
      reference: { what: 'the Node in it', value: measured([runtime]) },
      aim: null,
    },
  ]
}

async function nothing(): Promise<number> {
  const began = performance.now()
  await promisify(execFile)(process.execPath, ['-e', '0'])
  return (performance.now() - began) / 1000
}

async function idleNode(): Promise<number> {
  const node = await start(['-e', 'console.log("ready"); setInterval(() => {}, 1e6)'], {}, 'ready')
  await pause(SETTLE_MS)
  const rss = node.rss()
  await node.kill()
  return rss
}

/** What `npm ci --omit=dev` leaves in node_modules on this machine, and how much of it is Node, MB. */
function installedSize(): { all: number; node: number } {
  type Lock = { packages: Record<string, { dev?: boolean }> }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own file
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const used = Object.entries(packages).filter(
    ([folder, { dev }]) => folder !== '' && !dev && existsSync(folder),
  )
  const sizes = used.map(([folder]) => ({ folder, size: sizeOf(folder) / 1e6 }))
  const sum = (of: typeof sizes) => of.reduce((all, { size }) => all + size, 0)
  return { all: sum(sizes), node: sum(sizes.filter(({ folder }) => /\/node-linux-\w+$/.test(folder))) }
}

/** Without the packages inside it, which the lock file has by themselves. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const inside = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + sizeOf(inside)
    return sum + (entry.isFile() ? statSync(inside).size : 0)
  }, 0)
}
