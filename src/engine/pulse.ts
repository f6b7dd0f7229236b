import type { Log } from '../observe/log.ts'
import { isAway } from '../store/database.ts'
import type { SharedNode } from './node.ts'

const PULSE_MS = 1_000

/**
 * Once a second, on the real clock whatever clock the rest lives by: a sign of life, a look at the
 * other nodes, and `look`, which finds what no notification has told of. Throws when the first sign
 * cannot be given. Says once that the database is away, and once that it is back. Returns what ends it.
 */
export async function startPulse(on: {
  node: SharedNode
  look: () => Promise<void>
  log: Log
}): Promise<() => Promise<void>> {
  const { node, look, log } = on
  let beating: Promise<void> | null = null
  let away = false

  async function beat(): Promise<void> {
    await node.sign()
    await node.buryTheSilent()
    await look()
    if (away) log.warn('the database answers again')
    away = false
  }

  function tell(error: unknown): void {
    const level = away && isAway(error) ? 'debug' : 'error'
    log[level]({ err: error }, 'the database does not answer; trying until it does')
    away ||= isAway(error)
  }

  await node.buryTheLast()
  await node.sign()
  const timer = setInterval(() => {
    beating ??= beat()
      .catch(tell)
      .finally(() => (beating = null))
  }, PULSE_MS)
  return async () => {
    clearInterval(timer)
    await beating
    await node
      .leave()
      .catch((error: unknown) => log.warn({ err: error }, 'could not say goodbye; the others will find out'))
    node.close()
  }
}
