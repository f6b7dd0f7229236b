import { expect, test } from 'vitest'
import { openCustomer } from '../test-customer.ts'

const numbers = ['+821000000011', '+821000000021', '+821000000031', '+821000000041']
const storm = [
  { where: 'create', fault: '503', probability: 0.3 },
  { where: 'create', fault: 'accept-then-500', probability: 0.3 },
  { where: 'callback', fault: 'drop', probability: 0.3 },
  { where: 'callback', fault: 'none', probability: 0.2 },
] as const

/** What befell each number, when it is called four times; all of a round at once, in the given order. */
async function fates(seed: number, order: readonly string[]) {
  const { customer, place, pass, control } = await openCustomer({ settings: { seed }, faults: storm })
  for (let round = 0; round < 4; round++) {
    const calls = order.map(async (to) => place({ to, statusCallback: `${customer}/status` }).catch(() => {}))
    await Promise.all(calls)
    await pass(60)
  }
  const of = async (number: string) => {
    const { requests } = (
      await control<{ requests: { fault: string | null }[] }>('GET', `/requests?to=${number}`)
    ).body
    const { calls } = (
      await control<{ calls: { faults: { fault: string; event: string | null }[] }[] }>(
        'GET',
        `/calls?to=${number}`,
      )
    ).body
    const onCalls = calls.map(({ faults }) => faults.map(({ fault, event }) => `${fault} ${event ?? ''}`))
    return [requests.map(({ fault }) => fault), onCalls]
  }
  return Promise.all(numbers.map(of))
}

test('what befalls a number follows from the seed, and not from who is called at the same time', async () => {
  const first = await fates(7, numbers)
  expect(await fates(7, numbers.toReversed())).toEqual(first)
  expect(await fates(8, numbers)).not.toEqual(first)
})

test('probabilities come true, and those of rules for the same thing add up', async () => {
  const { place, control } = await openCustomer({
    faults: [
      { where: 'create', fault: '429', probability: 0.25 },
      { where: 'create', fault: '503', probability: 0.5 },
    ],
  })
  for (let i = 0; i < 400; i++) await place().catch(() => {})
  const { faults } = (await control<{ faults: { struck: number }[] }>('GET', '/faults')).body
  // With seed 0 these are always the same numbers; 400 × 0.25 = 100 and 400 × 0.5 = 200, give or take three standard deviations.
  expect(faults[0]?.struck).toBeGreaterThan(74)
  expect(faults[0]?.struck).toBeLessThan(126)
  expect(faults[1]?.struck).toBeGreaterThan(170)
  expect(faults[1]?.struck).toBeLessThan(230)
})
