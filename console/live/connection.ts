import type { EscalationEvent } from '../../src/wire/event.ts'
import type { LiveCommand, LiveMessage } from '../../src/wire/live.ts'
import { Refused, request, Unanswered } from '../session/request.ts'
import { bySocket, byStream, type Ear, type Transport } from './transports.ts'

type LiveStatus = 'connecting' | 'connected' | 'reconnecting' | 'offline'

/** What the page shows of the connection. While it is lost, `heardAt` is when the last word came, on the clock of `performance`; null before the first. */
export type LiveState = { status: LiveStatus; transport: 'socket' | 'stream'; heardAt: number | null }

type Listener = {
  /** Once for each event, in order, however often the connection was lost between. */
  event(event: EscalationEvent): void
  /** Whatever was loaded may lack events: it must be loaded again. */
  gap(): void
  /** Nobody is listened to any more who is not signed in. */
  refused(error: Refused): void
}

/** Enough that what arrives while a history is being loaded is still at hand when it has come. */
const KEPT = 1_000
const PAUSES_MS = [200, 500, 1_000, 2_000, 4_000]

type Sent = { resolve: () => void; reject: (error: Error) => void }

/**
 * The one live connection of the page: the WebSocket, or the event stream where a proxy lets no
 * WebSocket through. It comes back by itself, after the last event that it has seen.
 */
export class LiveConnection {
  #state: LiveState = { status: 'connecting', transport: 'socket', heardAt: null }
  #heardAt: number | null = null
  #last: number | null = null
  #recent: EscalationEvent[] = []
  #clock = { at: 0, now: Date.now(), speed: 1 }
  #send: ((command: LiveCommand) => void) | null = null
  #sent = new Map<string, Sent>()
  #wake = () => {}
  #current = new AbortController()
  readonly #watchers = new Set<() => void>()
  readonly #listener: Listener

  constructor(listener: Listener) {
    this.#listener = listener
  }

  /** Runs until `signal`; then it is as if it had never run, and keeps nothing of what it heard. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = () => this.#current.abort()
    const lost = () => this.#lose()
    const back = () => this.#wake()
    signal.addEventListener('abort', stop)
    window.addEventListener('offline', lost)
    window.addEventListener('online', back)
    let failures = 0
    while (!signal.aborted) {
      const greeted = await this.#once()
      failures = greeted ? 0 : failures + 1
      if (signal.aborted) break
      this.#set({
        status: navigator.onLine ? (this.#heardAt === null ? 'connecting' : 'reconnecting') : 'offline',
        // Whoever never got through tries the other way next.
        transport: greeted || this.#state.transport === 'stream' ? 'socket' : 'stream',
      })
      await this.#pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0)
    }
    window.removeEventListener('offline', lost)
    window.removeEventListener('online', back)
    this.#recent = []
    this.#last = null
    this.#heardAt = null
    this.#set({ status: 'connecting', transport: 'socket' })
  }

  subscribe = (tell: () => void): (() => void) => {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }
  state = (): LiveState => this.#state

  /** The last event that it has taken; null before the first connection. */
  get last(): number | null {
    return this.#last
  }

  /** The events of one escalation that came after event `after`; null when more came than are kept. */
  since(after: number | null, escalationId: string): EscalationEvent[] | null {
    const [oldest] = this.#recent // Ids have no gaps.
    if (after !== null && oldest !== undefined && oldest.id > after + 1) return null
    return this.#recent.filter((event) => event.escalation_id === escalationId)
  }

  /** The server's time, epoch ms. It stands still while nothing is heard: nothing is claimed that is not known. */
  now(): number {
    const until = this.#state.status === 'connected' ? performance.now() : (this.#heardAt ?? 0)
    return this.#clock.now + Math.max(0, until - this.#clock.at) * this.#clock.speed
  }

  get speed(): number {
    return this.#clock.speed
  }

  /** What the server just said of its time, wherever it said it. */
  timeIs(now: number, speed: number): void {
    this.#heardAt = performance.now()
    this.#clock = { at: this.#heardAt, now, speed }
  }

  /** Over the WebSocket where there is one, else by HTTP. Throws `Refused`, `Unanswered`. */
  command(command: LiveCommand): Promise<void> {
    const send = this.#send
    if (!send) return byHttp(command)
    return new Promise((resolve, reject) => {
      this.#sent.set(command.request, { resolve, reject })
      send(command)
    })
  }

  /** One connection, to its end. True when it had come about. */
  async #once(): Promise<boolean> {
    this.#current = new AbortController()
    const transport: Transport = this.#state.transport === 'socket' ? bySocket : byStream
    let greeted = false
    const ear: Ear = {
      connected: (after, send) => {
        greeted = true
        this.#connected(after, send)
      },
      event: (event) => this.#take(event),
      time: (now, speed) => this.timeIs(now, speed),
      answer: (message) => this.#answered(message),
    }
    await transport(this.#last, ear, this.#current.signal).catch((error: unknown) => {
      if (error instanceof Refused) this.#listener.refused(error)
    })
    this.#send = null
    for (const { reject } of this.#sent.values()) reject(new Unanswered())
    this.#sent.clear()
    return greeted
  }

  #connected(after: number | null, send: ((command: LiveCommand) => void) | null): void {
    // A first connection starts after what was loaded meanwhile; a smaller id means another database.
    const gap = this.#last === null || (after !== null && after < this.#last)
    if (gap) {
      this.#last = after
      this.#recent = []
    }
    this.#send = send
    this.#heardAt = performance.now()
    this.#set({ status: 'connected' })
    if (gap) this.#listener.gap()
  }

  #take(event: EscalationEvent): void {
    // At ×20 a heartbeat is 40 s old before the next comes; an event cannot be of the future.
    this.timeIs(Math.max(this.now(), Date.parse(event.timestamp)), this.speed)
    if (this.#last !== null && event.id <= this.#last) return
    this.#last = event.id
    this.#recent.push(event)
    if (this.#recent.length > 2 * KEPT) this.#recent.splice(0, KEPT)
    this.#listener.event(event)
  }

  #answered(message: Extract<LiveMessage, { type: 'done' | 'refused' }>): void {
    const waiting = this.#sent.get(message.request)
    this.#sent.delete(message.request)
    if (message.type === 'done') waiting?.resolve()
    else waiting?.reject(new Refused(message.problem))
  }

  /** The browser says that there is no network: nothing is gained by waiting for silence. */
  #lose(): void {
    this.#set({ status: 'offline' })
    this.#current.abort()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms * (0.75 + Math.random() / 2))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Whoever watches is told when it changes, and not with every word. */
  #set(change: Partial<Omit<LiveState, 'heardAt'>>): void {
    this.#state = { ...this.#state, ...change, heardAt: this.#heardAt }
    for (const tell of this.#watchers) tell()
  }
}

async function byHttp(command: LiveCommand): Promise<void> {
  const { by } = command
  const body = command.type === 'cancel' ? { by, reason: command.reason } : { by }
  await request(`/api/v1/escalations/${command.escalation_id}/${command.type}`, { method: 'POST', body })
}
