import { expect, test } from 'vitest'
import { openNetwork } from '../support/network.ts'

const people = [
  { name: '홍길동', phone: '+821000000003' },
  { name: '김철수', phone: '+821000000001' },
]

test('D19 the log, however much it tells, tells no phone number and no secret', async () => {
  const network = await openNetwork(20)
  const server = await network.serve({ LOG_LEVEL: 'trace' })
  const refusal = { status: 400, code: 21211, message: '+821000000001 is no number' }
  await network.fault(
    { where: 'create', fault: 'accept-then-500', times: 1 },
    { where: 'create', fault: 'refuse', refusal, times: 1 },
    { where: 'fetch', fault: '503', times: 1 },
    { where: 'callback', fault: 'forge', times: 1 },
  )
  const refused = await network.tryPage([...people, ...people])
  expect(refused.status).toBe(422)
  await network.untilOver(await network.page(people))
  server.process.kill('SIGTERM')
  expect(await server.ended()).toBe(0)
  const log = server.printed()
  expect(log).toContain('010-****-0001 is no number') // The provider's own words, masked.
  for (const told of ['0000000', '010-0000', ...network.secrets]) expect(log).not.toContain(told)
})
