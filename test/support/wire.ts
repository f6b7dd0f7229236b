import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A cable between two machines, below whatever they speak. It can be laid to another machine, held
 * (what is sent stays on the way, as when a host has vanished) and cut.
 */
export async function layWire(port: number) {
  let target = port
  let held = false
  const ends = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from)
      from.on('data', (part) => to.write(part)).on('end', () => to.end())
      from
        .on('error', () => {})
        .on('close', () => {
          ends.delete(from)
          to.destroy()
        })
      if (held) from.pause()
      else from.resume()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const end of ends) end.destroy()
  }
  onTestFinished(() => {
    server.close()
    cut()
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    /** From now on it leads there. */
    layTo(another: number) {
      target = another
      cut()
    },
    hold() {
      held = true
      for (const end of ends) end.pause()
    },
    release() {
      held = false
      for (const end of ends) end.resume()
    },
    cut,
    /** Resolves when something is on the wire. */
    carries: () => once(server, 'connection'),
  }
}
