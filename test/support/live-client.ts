import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { LiveMessage, type LiveRequest } from '../../src/wire/live.ts'

const nobodyWaits = () => {}

type Given = { token?: string; after?: number; headers?: Record<string, string> }

/** A client of `/api/v1/live`; rejects with the status of a refusal. */
export async function openLive(url: string, { token, after, headers }: Given = {}) {
  const address = `${url.replace('http', 'ws')}/api/v1/live${after === undefined ? '' : `?last_event_id=${after}`}`
  const socket = new WebSocket(address, {
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers },
  })
  onTestFinished(() => socket.terminate())
  const messages: LiveMessage[] = []
  let wake: () => void = nobodyWaits
  socket.on('message', (data: Buffer) => {
    messages.push(LiveMessage.parse(JSON.parse(data.toString())))
    wake()
  })
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('unexpected-response', (_, { statusCode }) => reject(new Error(String(statusCode))))
    socket.on('error', reject)
  })
  return {
    messages,
    say: (request: LiveRequest | string) =>
      socket.send(typeof request === 'string' ? request : JSON.stringify(request)),
    cut: () => socket.terminate(),
    /** Hears nothing until `resume`, not even that the other side has hung up. */
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    closed: new Promise<number>((resolve) => socket.on('close', resolve)),
    /** The ids of the events that have come. */
    ids: () => messages.flatMap((message) => (message.type === 'event' ? [message.event.id] : [])),
    async until<T>(fact: () => T | undefined | false): Promise<T> {
      for (;;) {
        const found = fact()
        if (found) return found
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
