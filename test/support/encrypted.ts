import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { CERTIFICATE, KEY } from './tls/files.ts'

/** The plain server at `port`, over TLS. Returns the port where that is. */
export async function encrypted(port: number): Promise<number> {
  const keys = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) }
  const server = createServer(keys, (near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const end of [near, far])
      end
        .on('error', () => {})
        .on('close', () => {
          near.destroy()
          far.destroy()
        })
  }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => {})
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
