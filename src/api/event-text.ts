import type { StoredEvent } from '../store/events.ts'
import { presentEvent } from './present.ts'

const texts = new WeakMap<StoredEvent, string>()

/** An event in JSON: put into words once, however many watch. */
export function eventText(stored: StoredEvent): string {
  const known = texts.get(stored)
  if (known !== undefined) return known
  const text = JSON.stringify(presentEvent(stored))
  texts.set(stored, text)
  return text
}

/** By the first event of a batch. */
const frames = new WeakMap<StoredEvent, { last: StoredEvent; bytes: Uint8Array }>()

/** A batch as server-sent events. Whoever is up to date is told the same: put into bytes once for all of them. */
export function eventFrames(batch: readonly StoredEvent[]): Uint8Array {
  const [first, last] = [batch.at(0), batch.at(-1)]
  if (!first || !last) return new Uint8Array()
  const known = frames.get(first)
  // Ids have no gaps: between the same two are the same events, unless only some of them are told.
  const complete = last.id - first.id + 1 === batch.length
  if (complete && known?.last === last) return known.bytes
  const bytes = utf8.encode(batch.map(frameOf).join(''))
  if (complete) frames.set(first, { last, bytes })
  return bytes
}

const utf8 = new TextEncoder()

const frameOf = (stored: StoredEvent) => frame(eventText(stored), stored.id)

/** One server-sent event. `data` is JSON, and so in one line. */
export const frame = (data: string, id?: string | number): string =>
  `data: ${data}\n${id === undefined ? '' : `id: ${id}\n`}\n`
