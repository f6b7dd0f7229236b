import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { Refused, request } from './server.ts'

async function serverThatAnswers(status: number, body: string) {
  const server = createServer((_, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, token: 'x' }
}

test('a refusal names the problem and its example', async () => {
  const errors = [{ field: 'rounds', problem: 'is too small', example: 2 }]
  const server = await serverThatAnswers(422, JSON.stringify({ detail: 'rounds: is too small', errors }))
  const refused = request(server, '/')
  await expect(refused).rejects.toThrow(Refused)
  await expect(refused).rejects.toThrow('rounds: is too small; for example rounds = 2')
})

test('a server that is starting has not refused: a watcher comes back', async () => {
  const server = await serverThatAnswers(503, 'starting\n')
  const error: unknown = await request(server, '/').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(error).not.toBeInstanceOf(Refused)
})
