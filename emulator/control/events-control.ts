import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { EventLog } from '../phones/event-log.ts'

const HEARTBEAT_MS = 15_000
const nobodyWaits = () => {}

/** What phones experience, from `Last-Event-ID` on and as it happens. */
export function eventStream(c: Context, log: EventLog): Response {
  return streamSSE(c, async (out) => {
    let last = Number(c.req.header('Last-Event-ID') ?? 0)
    let wake = nobodyWaits
    const unsubscribe = log.subscribe(() => wake())
    out.onAbort(() => wake())
    const heart = setInterval(() => void out.write(': still here\n\n'), HEARTBEAT_MS)
    while (!out.aborted) {
      for (const event of log.since(last)) {
        await out.writeSSE({ id: String(event.id), data: JSON.stringify(event) })
        last = event.id
      }
      if (log.since(last).length === 0 && !out.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    clearInterval(heart)
    unsubscribe()
  })
}
