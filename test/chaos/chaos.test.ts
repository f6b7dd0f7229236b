import { expect, test } from 'vitest'
import { chaos } from './run.ts'

/** `npm run chaos` does the same with 10,000. */
test.each([
  ['D1 D2 D3 with callbacks', true],
  ['D1 D2 D3 without callbacks', false],
])(
  '%s: a killed server and a provider with every fault lose nothing, ring nobody twice and never two at once',
  { timeout: 180_000 },
  async (_, callbacks) => {
    const size = { escalations: 80, atOnce: 80, speed: 20 }
    const report = await chaos({ ...size, seed: 7, lives: [2_000, 5_000], callbacks, nodes: 1 })
    expect(report.wrong).toEqual([])
    expect(report.leaks).toEqual([])
    expect(report.escalations).toBe(size.escalations)
    expect(report.kills).toBeGreaterThan(0)
  },
)
