import { expect, test } from 'vitest'
import { listen } from './listen.ts'

const nothing = () => new Response()

test.each([
  ['192.0.2.1', 'HOST: 192.0.2.1 is no address of this machine; for example HOST=127.0.0.1'],
  [
    'nowhere.invalid',
    'HOST: nowhere.invalid is not known as the name of a machine; for example HOST=127.0.0.1',
  ],
])('HOST=%s is refused in one line', async (host, line) => {
  await expect(listen(host, 0, nothing)).rejects.toThrow(line)
})

test('a port that is taken is refused in one line', async () => {
  const first = await listen('127.0.0.1', 0, nothing)
  const { port } = first
  await expect(listen('127.0.0.1', port, nothing)).rejects.toThrow(
    `PORT: another program listens on 127.0.0.1:${port} already; for example PORT=${port + 1}`,
  )
  await first.drain()
})
