import { EventSourceParserStream } from 'eventsource-parser/stream'
import { refusalOf } from '../session/request.ts'

type Reading = {
  headers?: Record<string, string>
  /** After so long without a word the connection counts as dead. */
  silenceMs: number
  signal: AbortSignal
  opened(): void
  comment(comment: string): void
  data(data: string): void
}

/**
 * Server-sent events until the connection ends, which it does with an error. EventSource cannot send
 * a key, nor be asked when it last heard something: so the stream is read by hand.
 */
export async function readStream(target: string, on: Reading): Promise<void> {
  const ending = new AbortController()
  const watch = watchdog(on.silenceMs, () => ending.abort(new Error('silence')))
  try {
    const headers = { Accept: 'text/event-stream', ...on.headers }
    const response = await fetch(target, { headers, signal: AbortSignal.any([on.signal, ending.signal]) })
    if (!response.ok || !response.body) throw await refusalOf(response)
    on.opened()
    const onComment = (comment: string) => {
      watch.heard()
      on.comment(comment)
    }
    const messages = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream({ onComment }))
      .getReader()
    for (let read = await messages.read(); !read.done; read = await messages.read()) {
      watch.heard()
      on.data(read.value.data)
    }
    throw new Error('the stream ended')
  } finally {
    watch.stop()
  }
}

/** The server's time and its speed, as the comments of our streams tell them. */
export function timeOf(comment: string): { now: number; speed: number } | null {
  const [now, speed] = comment.trim().split(' ').map(Number)
  return now && speed ? { now, speed } : null
}

/** Calls `silent` once nothing was heard for `ms`; also right after the machine has slept. */
export function watchdog(ms: number, silent: () => void) {
  let heardAt = performance.now()
  const timer = setInterval(() => {
    if (performance.now() - heardAt > ms) silent()
  }, 500)
  return {
    heard: () => {
      heardAt = performance.now()
    },
    stop: () => clearInterval(timer),
  }
}
