import { createServer, type ServerResponse } from 'node:http'
import { once } from 'node:events'

/**
 * The least that a server in Node can do. It answers with 204; `/watch` stays open, and what is
 * posted to `/tell` is written to everybody who watches.
 */
const watching = new Set<ServerResponse>()

const server = createServer((request, response) => {
  if (request.url === '/watch') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders()
    watching.add(response)
    response.on('close', () => watching.delete(response))
    return
  }
  let body = ''
  request.setEncoding('utf8').on('data', (part: string) => (body += part))
  request.on('end', () => {
    response.writeHead(204).end()
    if (request.url === '/tell') for (const watcher of watching) watcher.write(body)
  })
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
console.log(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
