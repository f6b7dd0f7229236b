import { setMaxListeners } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { Live } from '../../src/engine/live.ts'
import type { Database } from '../../src/store/database.ts'
import { appendEvents, type StoredEvent } from '../../src/store/events.ts'
import { until } from '../support/network.ts'
import { openShared } from '../support/database.ts'

const news = (escalationId: string) => ({
  escalationId,
  event: { type: 'escalation_resolved', at: 1 } as const,
  about: null,
})
const EACH = 60
const WATCHERS = 1_000

/** A node that commits groups of events, one to three at a time, and those who watch it. */
function watchedNode(db: Database, hears: boolean) {
  let reads = 0
  const counted = db.read.withPlugin({
    transformQuery: ({ node }) => {
      reads++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const live = new Live(counted, 0, () => {})
  if (hears) db.shared?.listen((id) => live.hear(id))
  const leaving = new AbortController()
  setMaxListeners(WATCHERS, leaving.signal)
  const watchers = Array.from({ length: WATCHERS }, () => watcher(live, leaving.signal))
  onTestFinished(async () => {
    leaving.abort()
    await Promise.all(watchers.map(({ gone }) => gone))
  })
  return {
    live,
    seen: watchers.map(({ seen }) => seen),
    reads: () => reads,
    async commit() {
      for (let i = 0; i < EACH; i++) {
        const events = Array.from({ length: 1 + (i % 3) }, () => news(`esc_${i}`))
        const stored: StoredEvent[] = await db.write((tx) => appendEvents(tx, events))
        live.publish(stored)
      }
    },
  }
}

function watcher(live: Live, signal: AbortSignal) {
  const seen: number[] = []
  const gone = (async () => {
    for await (const batch of live.follow({ after: 0, signal })) seen.push(...batch.map(({ id }) => id))
  })()
  return { seen, gone }
}

const everything = Array.from({ length: 2 * 2 * EACH }, (_, i) => i + 1)

/** What they have seen once each of them has seen so many. */
async function seenByAll(seen: number[][]): Promise<number[][]> {
  await until(async () => seen.every(({ length }) => length >= everything.length))
  return seen
}

const everybody = Array.from({ length: WATCHERS }, () => everything)

test('D18 a thousand watchers of each of two nodes that both write see every event exactly once, in order, for one read of each', async () => {
  const dbs = await openShared(2)
  const nodes = dbs.map((db) => watchedNode(db, true))
  // The subscription is made with the first use of its connection.
  for (const { shared } of dbs) await shared?.pulse.selectFrom('nodes').select('id').execute()
  await Promise.all(nodes.map((node) => node.commit()))
  for (const { seen, reads } of nodes) {
    expect(await seenByAll(seen)).toEqual(everybody)
    expect(reads()).toBeLessThanOrEqual(everything.length)
  }
})

test('D18 what no notification has told of, the next pulse finds', async () => {
  const nodes = (await openShared(2)).map((db) => watchedNode(db, false))
  await Promise.all(nodes.map((node) => node.commit()))
  for (const { live, seen } of nodes) {
    await live.catchUp()
    expect(await seenByAll(seen)).toEqual(everybody)
  }
})
