import { expect, test } from 'vitest'
import { chaos } from '../chaos/run.ts'

/** `npm run chaos -- --nodes 2` does the same with 10,000. */
test(
  'D1 D2 D3 D17 two nodes that are killed and put to sleep lose nothing, ring nobody twice and never two at once',
  { timeout: 180_000 },
  async () => {
    const size = { escalations: 40, atOnce: 40, speed: 10, nodes: 2 }
    const report = await chaos({ ...size, seed: 11, lives: [500, 2_000], callbacks: true })
    expect(report.wrong).toEqual([])
    expect(report.leaks).toEqual([])
    expect(report.escalations).toBe(size.escalations)
    expect(report.kills).toBeGreaterThan(0)
    expect(report.sleeps).toBeGreaterThan(0)
  },
)
