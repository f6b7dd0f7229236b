import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'

/** One address before all nodes: each connection goes to one of those that live, as behind a load balancer. */
export async function openFront(ports: readonly number[]) {
  let turn = 0
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const first = turn++
    const reach = (tries: number) => {
      const far = connect(ports[(first + tries) % ports.length] ?? 0, '127.0.0.1')
      const next = () => (tries + 1 < ports.length ? reach(tries + 1) : near.destroy())
      far.once('error', next).once('connect', () => {
        far.off('error', next)
        pipeline(near, far, near, () => {})
      })
    }
    near.on('error', () => {})
    reach(0)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close: () => void server.close(),
  }
}
