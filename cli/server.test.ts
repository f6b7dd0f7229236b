import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Refused, request, serverOf } from './server.ts'

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

test.each([
  ['', 'http://127.0.0.1:8001'],
  ['0.0.0.0', 'http://127.0.0.1:8001'],
  ['192.0.2.7', 'http://192.0.2.7:8001'],
  ['::1', 'http://[::1]:8001'],
])("this folder's server with HOST=%s is looked for at %s", (host, url) => {
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('HOST', host)
  vi.stubEnv('PORT', '')
  expect(serverOf({ token: 'x' }).url).toBe(url)
})
