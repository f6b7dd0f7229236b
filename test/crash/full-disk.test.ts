import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openNetwork, until } from '../support/network.ts'
import { temporaryFolder } from '../support/database.ts'
import type { Running } from '../support/process.ts'

/** A disk of its own, in a name space of its own: for root, and for users where the kernel lets them. */
const canMount = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true']).status === 0
const canLimit = spawnSync('prlimit', ['--version']).status === 0

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

type Disk = { server: Running; goesBad: () => void; isWell: () => void }
type Network = Awaited<ReturnType<typeof openNetwork>>

/** A server whose data folder is a disk of 3 MB; what that process sees there is reached through its root. */
async function smallDisk(network: Network): Promise<Disk> {
  const folder = temporaryFolder()
  const mount = `mount -t tmpfs -o size=3m tmpfs ${folder} && exec "$@"`
  const within = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh']
  const server = await network.serve({ NIGHTBELL_DATA: folder }, within)
  const filler = path.join('/proc', String(server.process.pid), 'root', folder, 'filler')
  return {
    server,
    goesBad: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']),
    isWell: () => writeFileSync(filler, ''),
  }
}

/**
 * The kernel lets nobody turn a disk read-only while a file on it is open for writing, except after an
 * error of the disk. A process that may write to no file gets another errno, which SQLite tells apart
 * as little: SQLITE_IOERR_WRITE, https://www.sqlite.org/rescode.html#ioerr_write
 */
async function unwritableDisk(network: Network): Promise<Disk> {
  const server = await network.serve()
  const limit = (bytes: string) =>
    spawnSync('prlimit', ['--pid', String(server.process.pid), `--fsize=${bytes}:`])
  return { server, goesBad: () => void limit('0'), isWell: () => void limit('unlimited') }
}

test.for([
  { disk: 'a full disk', can: canMount, serve: smallDisk },
  { disk: 'a disk that has become read-only', can: canLimit, serve: unwritableDisk },
])(
  'D14 $disk: requests get a clear 503, health says so, nothing acknowledged is lost, and work resumes by itself',
  async ({ can, serve }, { skip }) => {
    skip(!can)
    const network = await openNetwork(10)
    const { server, goesBad, isWell } = await serve(network)
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    goesBad()

    await until(async () => (await network.health()).troubles.some(({ kind }) => kind === 'database'))
    const refused = await network.tryPage(people)
    expect(refused.status).toBe(503)
    expect(await refused.text()).toMatch(/the database cannot be written to; nothing was changed/)
    expect(server.printed()).toMatch(/the database cannot be written to/)
    expect(server.process.exitCode).toBeNull()

    isWell()
    const over = await network.untilOver(page)
    expect(over.status).toBe('acknowledged')
    await until(async () => (await network.health()).status === 'ready')
    const events = await network.events(page)
    expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1))
    const ledger = await network.ledger()
    expect(new Set(ledger.dialled()).size).toBe(ledger.dialled().length)
    expect(ledger.overlaps()).toEqual([])
  },
)
