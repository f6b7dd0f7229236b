import path from 'node:path'
import type { Kind } from './databases.ts'
import { ask } from '../../support/client.ts'
import { forTime } from './figure.ts'
import { start } from './process.ts'

/** One-row commits per second, by one client, one after another. */
export async function commitsPerSecond(kind: Kind, ms = 1_000): Promise<number> {
  const writer = await kind.rawWriter()
  const began = performance.now()
  let commits = 0
  for (commits of forTime(ms)) await writer.commit()
  const seconds = (performance.now() - began) / 1000
  await writer.close()
  return commits / seconds
}

/** A process that answers every request with 204, and does nothing else. */
export async function startEcho() {
  const echo = await start([path.join(import.meta.dirname, 'echo.ts')], {}, 'ready')
  const url = /http:\S+/.exec(echo.printed())?.[0] ?? ''
  return { ...echo, url }
}

/** How long one loopback HTTP request takes, again and again, ms. */
export async function roundTrips(url: string, count: number): Promise<number[]> {
  return timed(count, () => ask(url, { method: 'POST', body: 'a=b' }))
}

/** How long it takes, one after another, ms. */
export async function timed(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times
}
