import type { EscalationEvent } from '../../src/wire/event.ts'
import type { LiveCommand, LiveMessage, LiveRequest } from '../../src/wire/live.ts'
import { readStream, timeOf, watchdog } from './stream.ts'

/** What a transport tells: that it is connected, what happened, what time it is there. */
export type Ear = {
  /** `after` is the event that the stream goes on from; null when the transport cannot tell. */
  connected(after: number | null, send: ((command: LiveCommand) => void) | null): void
  event(event: EscalationEvent): void
  time(now: number, speed: number): void
  answer(message: Extract<LiveMessage, { type: 'done' | 'refused' }>): void
}

/** Goes on after event `after` until the connection ends, which it does with an error, or until `signal`. */
export type Transport = (after: number | null, ear: Ear, signal: AbortSignal) => Promise<void>

/** The server speaks every 2 s; a phone that changes cells loses about that. */
const SOCKET_SILENCE_MS = 5_500
/** The stream's heartbeat comes every 5 s. */
const STREAM_SILENCE_MS = 12_000

export const bySocket: Transport = (after, ear, signal) =>
  new Promise((resolve, reject) => {
    const address = new URL('/api/v1/live', location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    if (after !== null) address.searchParams.set('last_event_id', String(after))
    const socket = new WebSocket(address)
    const say = (message: LiveRequest) => socket.send(JSON.stringify(message))
    const watch = watchdog(SOCKET_SILENCE_MS, () => end(new Error('silence')))
    const over = new AbortController()
    function end(error?: Error): void {
      watch.stop()
      over.abort()
      socket.close()
      if (error) reject(error)
      else resolve()
    }
    signal.addEventListener('abort', () => end(), { signal: over.signal })
    const closed = ({ code }: CloseEvent) => end(new Error(`closed with ${code}`))
    socket.addEventListener('close', closed, { signal: over.signal })
    socket.addEventListener('message', hear, { signal: over.signal })
    function hear({ data }: MessageEvent<string>): void {
      watch.heard()
      const message: LiveMessage = JSON.parse(data)
      if (message.type === 'hello') ear.connected(message.last_event_id, say)
      if (message.type === 'hello' || message.type === 'heartbeat') {
        ear.time(message.now, message.speed)
        say({ type: 'heartbeat' })
      } else if (message.type === 'event') ear.event(message.event)
      else ear.answer(message)
    }
  })

export const byStream: Transport = (after, ear, signal) =>
  readStream('/api/v1/events', {
    headers: after === null ? {} : { 'Last-Event-ID': String(after) },
    silenceMs: STREAM_SILENCE_MS,
    signal,
    opened: () => ear.connected(after, null),
    comment: (comment) => {
      const time = timeOf(comment)
      if (time) ear.time(time.now, time.speed)
    },
    data: (data) => ear.event(JSON.parse(data)),
  })
