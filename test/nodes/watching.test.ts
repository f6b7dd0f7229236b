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

/** A node that commits groups of events, one to three at a time, and a watcher of it. */
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
  const seen: number[] = []
  const leaving = new AbortController()
  const watched = (async () => {
    for await (const batch of live.follow({ after: 0, signal: leaving.signal }))
      seen.push(...batch.map(({ id }) => id))
  })()
  onTestFinished(async () => {
    leaving.abort()
    await watched
  })
  return {
    live,
    seen,
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

const everything = Array.from({ length: 2 * 2 * EACH }, (_, i) => i + 1)

test('D18 watchers of two nodes that both write see every event exactly once, in order', async () => {
  const dbs = await openShared(2)
  const nodes = dbs.map((db) => watchedNode(db, true))
  // The subscription is made with the first use of its connection.
  for (const { shared } of dbs) await shared?.pulse.selectFrom('nodes').select('id').execute()
  await Promise.all(nodes.map((node) => node.commit()))
  for (const { seen, reads } of nodes) {
    await until(async () => seen.length >= everything.length)
    expect(seen).toEqual(everything)
    expect(reads()).toBeLessThanOrEqual(everything.length)
  }
})

test('D18 what no notification has told of, the next pulse finds', async () => {
  const nodes = (await openShared(2)).map((db) => watchedNode(db, false))
  await Promise.all(nodes.map((node) => node.commit()))
  for (const { live, seen } of nodes) {
    await live.catchUp()
    await until(async () => seen.length >= everything.length)
    expect(seen).toEqual(everything)
  }
})
