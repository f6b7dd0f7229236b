/** What a phone experiences, as it happens. */
export type PhoneExperience =
  | { type: 'dialled' }
  | { type: 'ringing' }
  | { type: 'answered'; by: 'person' | 'machine' }
  /** A person takes the call over from the assistant that had answered. */
  | { type: 'picked-up' }
  | { type: 'hears'; kind: 'say' | 'play'; text: string; voice: string; language: string; ms: number }
  | { type: 'silent' }
  | { type: 'key'; key: string; accepted: boolean }
  | { type: 'ended'; status: string; duration: number }
  | { type: 'message'; text: string; from: string }

type PhoneEvent = PhoneExperience & { id: number; at: string; number: string; sid: string }

export type EventLog = {
  add(event: PhoneExperience & Omit<PhoneEvent, 'id' | 'type'>): void
  /** Those with a greater id, as far as they are still kept. */
  since(id: number): PhoneEvent[]
  subscribe(listener: (event: PhoneEvent) => void): () => void
}

/** Enough for a page that is loaded again; an hour with one call a minute has about two thousand. */
const kept = 10_000

export function eventLog(): EventLog {
  let lastId = 0
  let events: PhoneEvent[] = []
  const listeners = new Set<(event: PhoneEvent) => void>()
  return {
    add(added) {
      lastId += 1
      const event: PhoneEvent = { id: lastId, ...added }
      events.push(event)
      if (events.length > 2 * kept) events = events.slice(-kept)
      for (const listener of listeners) listener(event)
    },
    since: (id) => events.filter((event) => event.id > id),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
