import { startPostgres } from '../support/postgres/setup.ts'
import { freePort } from '../support/free-port.ts'
import { openFront } from './front.ts'
import { pause, start } from './processes.ts'

/** Three signs of life are missed, and a little: the others have taken over when it wakes up. */
const ASLEEP_MS = 3_700

/** So many servers as processes of their own, one address before them, and ways to harm them. */
export async function openNodes(count: number, env: (url: string) => Record<string, string>) {
  const postgres = count > 1 ? await startPostgres() : null
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const front = await openFront(ports)
  const shared = { ...env(front.url), ...(postgres && { DATABASE_URL: `${postgres.url}/postgres` }) }
  const startAt = (port: number) => start('server', { ...shared, PORT: String(port) })
  const nodes = await Promise.all(ports.map(startAt))
  let log = ''

  async function kill(at: number): Promise<void> {
    const node = nodes[at]
    if (!node) return
    await node.kill()
    log += node.printed()
    nodes[at] = await startAt(ports[at] ?? 0)
  }

  return {
    url: front.url,
    /** kill -9 at any moment, and a new start: of one, or of all at once. */
    async kill(random: () => number): Promise<void> {
      const [chance, which] = [random(), random()]
      await Promise.all(chance < 0.1 ? ports.map((_, at) => kill(at)) : [kill(Math.floor(which * count))])
    },
    /** One of them stands still until the others have taken over, and goes on. */
    async sleep(random: () => number): Promise<void> {
      const node = nodes[Math.floor(random() * count)]
      node?.signal('SIGSTOP')
      await pause(ASLEEP_MS)
      node?.signal('SIGCONT')
    },
    log: () => [log, ...nodes.map((node) => node.printed())].join('').split('\n'),
    async close(): Promise<void> {
      await Promise.all(nodes.map((node) => node.kill()))
      front.close()
      await postgres?.end()
    },
  }
}
