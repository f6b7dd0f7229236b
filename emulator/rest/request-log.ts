/** What was asked of the API, and what the client was told. */
export type RequestEntry = {
  at: string
  where: string
  to: string
  from: string
  /** The call or message that it was about, or that came of it; null when none did. */
  sid: string | null
  /** Null: the client got no answer, or none yet. */
  status: number | null
  code: number | null
  fault: string | null
}

/** Every request for a call or a message, and of the others those that a fault struck. */
export type RequestLog = {
  add(entry: RequestEntry): void
  all(): RequestEntry[]
  forget(which: (entry: RequestEntry) => boolean): void
}

export function requestLog(): RequestLog {
  let entries: RequestEntry[] = []
  return {
    add: (entry) => entries.push(entry),
    all: () => entries,
    forget(which) {
      entries = entries.filter((entry) => !which(entry))
    },
  }
}
