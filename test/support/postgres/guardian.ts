import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inMemory } from '../in-memory.ts'
import { makeServer } from './server.ts'

/**
 * Runs a PostgreSQL on the port that it is given for as long as whoever started it lives: when the
 * tests end, by themselves, by Ctrl-C or by kill -9, its input ends, and it leaves nothing behind.
 * On the lines `stop` and `start` it does just that. With `syncs` behind the port it syncs every commit to disk.
 */
const [, , port, syncs] = process.argv
const folder = mkdtempSync(path.join(syncs ? tmpdir() : inMemory(), 'nightbell-postgres-'))
chmodSync(folder, 0o755)

process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGINT', () => {}) // Ctrl-C in the terminal reaches everybody; the tests decide what follows.

const server = await makeServer(folder, { syncs: syncs === 'syncs' })
let running = await server.start(Number(port))
console.log('ready')

async function stop(): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  const ended = once(running, 'exit')
  running.kill('SIGINT') // Ends what its clients are doing: https://www.postgresql.org/docs/current/server-shutdown.html
  await ended
}

for await (const line of process.stdin.setEncoding('utf8')) {
  if (line === 'stop\n') await stop()
  if (line === 'start\n') running = await server.start(Number(port))
  console.log('done')
}
await stop()
