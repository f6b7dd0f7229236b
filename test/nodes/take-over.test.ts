import { expect, test } from 'vitest'
import { encrypted } from '../support/encrypted.ts'
import { freePort } from '../support/free-port.ts'
import { openNetwork, until } from '../support/network.ts'
import type { Running } from '../support/process.ts'
import type { Letter } from '../support/proxy.ts'
import { CERTIFICATE } from '../support/tls/files.ts'
import { layWire } from '../support/wire.ts'

const A = { timeout: 60_000 }
const people = [
  { name: '홍길동', phone: '+821000000002' },
  { name: '김철수', phone: '+821000000001' },
]
const numbers = people.map(({ phone }) => phone)
type Network = Awaited<ReturnType<typeof openNetwork>>
const isCreate = ({ method, path }: Letter) => method === 'POST' && path.endsWith('/Calls.json')

/** Two nodes; requests and callbacks go to the first until `second.takesTheCalls`. */
async function twoNodes(more: Record<string, string> = {}) {
  const network = await openNetwork(10)
  const port = await freePort()
  const first = await network.serve(more)
  const second = await network.serve({ PORT: String(port) })
  return { network, first, second, turn: () => network.turnTo(port) }
}

test(
  'D17 a node is killed while its call rings: the other carries on, and rings nobody twice',
  A,
  async () => {
    const { network, first, turn } = await twoNodes()
    const page = await network.page(people)
    await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
    await first.kill()
    turn()
    const over = await network.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['no-answer', 'acknowledged'])
    const ledger = await network.ledger()
    expect(ledger.dialled()).toEqual(numbers)
    expect(ledger.overlaps()).toEqual([])
    const ids = (await network.events(page)).map((event) => event.id)
    expect(ids).toEqual(ids.map((_, i) => i + 1))
  },
)

/** kill -9 when the provider has heard `node` ask for a call, and before it has answered. */
async function killWhileAsking(network: Network, node: Running, { taken }: { taken: boolean }) {
  const asked = Promise.withResolvers<void>()
  network.line.ask = async (letter, pass) => {
    if (!isCreate(letter)) return pass(letter)
    if (taken) await pass(letter)
    network.line.ask = (each, onward) => onward(each)
    asked.resolve()
    return new Promise<never>(() => {})
  }
  const page = await network.page(people)
  await asked.promise
  await node.kill()
  return page
}

test(
  'D2 a node that starts again where it was killed goes on at once, and waits for nobody’s silence',
  A,
  async () => {
    const network = await openNetwork(10)
    const page = await killWhileAsking(network, await network.serve(), { taken: false })
    const again = await network.serve()
    const over = await network.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['failed', 'acknowledged'])
    expect((await network.ledger()).dialled()).toEqual([numbers[1]])
    expect(again.printed()).not.toContain('has fallen silent')
  },
)

test('D17 a node is killed while the provider takes its call: the other finds that call', A, async () => {
  const { network, first, turn } = await twoNodes()
  const page = await killWhileAsking(network, first, { taken: true })
  turn()
  const over = await network.untilOver(page)
  expect(over.attempts.map((a) => a.outcome)).toEqual(['no-answer', 'acknowledged'])
  expect((await network.ledger()).dialled()).toEqual(numbers)
})

test(
  'D17 a node that was stopped before its request left, and goes on when another has taken over, does not dial',
  A,
  async () => {
    const network = await openNetwork(10)
    const wire = await layWire(await encrypted(Number(new URL(network.providerUrl).port)))
    const port = await freePort()
    const first = await network.serve({
      TWILIO_BASE_URL: `https://127.0.0.1:${wire.port}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    })
    const second = await network.serve({ PORT: String(port) })
    wire.cut() // No connection is kept from the start.
    wire.hold()
    const [page] = await Promise.all([network.page(people), wire.carries()])
    first.process.kill('SIGSTOP')
    network.turnTo(port)
    await second.prints('has fallen silent')
    wire.release() // The connection stands when it wakes up, well before its time-out.
    first.process.kill('SIGCONT')
    const over = await network.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['failed', 'acknowledged'])
    await until(async () => first.printed().includes('was taken for dead'))
    expect((await network.ledger()).dialled()).toEqual([numbers[1]])
  },
)

test('D20 a node that is told to end leaves its escalation to the other', A, async () => {
  const { network, first, turn } = await twoNodes()
  const page = await network.page(people)
  await until(async () => (await network.escalation(page)).attempts[0]?.call_status === 'ringing')
  first.process.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  turn()
  const over = await network.untilOver(page)
  expect(over.attempts.map((a) => a.outcome)).toEqual(['no-answer', 'acknowledged'])
  expect((await network.ledger()).dialled()).toEqual(numbers)
})
