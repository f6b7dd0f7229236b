import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openNetwork, until } from '../support/network.ts'
import { temporaryFolder } from '../support/database.ts'

/** A disk of its own, in a name space of its own: for root, and for users where the kernel lets them. */
const canMount = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true']).status === 0

const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]

/** A server whose data folder is a disk of 3 MB; what that process sees there is reached through its root. */
async function onSmallDisk() {
  const network = await openNetwork(10)
  const folder = temporaryFolder()
  const mount = `mount -t tmpfs -o size=3m tmpfs ${folder} && exec "$@"`
  const within = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, 'sh']
  const server = await network.serve({ NIGHTBELL_DATA: folder }, within)
  return { network, server, filler: path.join('/proc', String(server.process.pid), 'root', folder, 'filler') }
}

test.skipIf(!canMount)(
  'D14 a full disk: requests get a clear 503, health says so, nothing acknowledged is lost, and work resumes by itself',
  async () => {
    const { network, server, filler } = await onSmallDisk()
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'])

    await until(async () => (await network.health()).troubles.some(({ kind }) => kind === 'database'))
    const refused = await network.tryPage(people)
    expect(refused.status).toBe(503)
    expect(await refused.text()).toMatch(/the database cannot be written to; nothing was changed/)
    expect(server.printed()).toMatch(/the database cannot be written to/)
    expect(server.process.exitCode).toBeNull()

    writeFileSync(filler, '')
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
