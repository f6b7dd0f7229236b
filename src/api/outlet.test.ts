import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Outlet } from './outlet.ts'

/** A watcher who has connected and reads nothing, and what goes out to them. */
async function openOutlet() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const watcher = connect(port, '127.0.0.1').pause()
  onTestFinished(() => void watcher.destroy())
  watcher.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse]
  const leaving = new AbortController()
  return { out: new Outlet(response, leaving), response, leaving, watcher }
}

const PIECE = 'x'.repeat(100_000)
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Writes until nothing moves any more: the system takes some megabytes for who reads nothing. Gives back the write that waits. */
async function fill(out: Outlet): Promise<{ waiting: Promise<void>; isTaken: () => boolean }> {
  for (;;) {
    const piece = { taken: false }
    const waiting = out.write(PIECE).then(() => void (piece.taken = true))
    for (let turns = 0; !piece.taken && turns < 50; turns++) await turn()
    if (!piece.taken) return { waiting, isTaken: () => piece.taken }
  }
}

test('of a watcher who does not read little is kept; one who reads again gets everything', async () => {
  const { out, response, watcher } = await openOutlet()
  const { waiting, isTaken } = await fill(out)
  const kept = response.writableLength
  expect(kept).toBeLessThan(3 * PIECE.length)
  out.offer('a heartbeat')
  expect(response.writableLength).toBe(kept)
  expect(isTaken()).toBe(false)
  watcher.resume()
  await waiting
})

test('says when the watcher has gone, and waits for them no longer', async () => {
  const { out, leaving, watcher } = await openOutlet()
  const { waiting } = await fill(out)
  watcher.destroy()
  await waiting
  expect(leaving.signal.aborted).toBe(true)
  await out.write('nobody reads this')
})

test('ends when it is told to leave', async () => {
  const { out, leaving, watcher } = await openOutlet()
  await out.write('the last words')
  leaving.abort()
  const read: string[] = []
  watcher.on('data', (part) => read.push(String(part))).resume()
  while (!read.join('').endsWith('0\r\n\r\n')) await turn()
  expect(read.join('')).toContain('the last words')
})
