import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

const nothing = () => {}

/**
 * The stretch of network between a browser and the server. It can go silent, as a phone in a lift
 * does: connections stay open, and nothing comes through. It can refuse WebSockets, as some proxies do.
 */
export async function openTunnel(port: number, { refuseSockets = false } = {}) {
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((browser) => {
    const upstream = connect(port, '127.0.0.1')
    for (const [from, to] of [
      [browser, upstream],
      [upstream, browser],
    ] as const) {
      sockets.add(from)
      // In the lift nobody hears either that the other side has hung up.
      from.on('error', nothing).on('close', () => silent || to.destroy())
      from.on('data', (data) => {
        if (refuseSockets && data.toString('latin1').startsWith('GET /api/v1/live')) browser.destroy()
        else if (!silent) to.write(data)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    goSilent: () => {
      silent = true
    },
    /** Back: old connections are dead, new ones come through. */
    comeBack: () => {
      silent = false
      for (const socket of sockets) socket.destroy()
    },
  }
}
