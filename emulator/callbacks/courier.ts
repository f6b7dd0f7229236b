import type { Work } from '../work.ts'
import { deliver, type Delivery, type Sender } from './deliver.ts'

/** Carries the callbacks of one call: the next leaves when the one before was answered, or given up. */
export type Courier = { send(delivery: Delivery): void }

export function courier(sender: Sender, work: Work): Courier {
  const queue: Delivery[] = []
  let busy = false

  async function carry(delivery: Delivery): Promise<void> {
    await deliver(delivery, sender)
    next()
  }
  function next(): void {
    const delivery = queue.shift()
    busy = delivery !== undefined
    if (!delivery) return
    const done = work.begin()
    void carry(delivery).finally(done)
  }
  return {
    send(delivery) {
      queue.push(delivery)
      if (!busy) next()
    },
  }
}
