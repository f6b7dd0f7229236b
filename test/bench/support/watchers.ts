import { connect, type Socket } from 'node:net'

/** What this process is told to do, over IPC. */
export type Order =
  | { type: 'watch'; url: string; headers: Record<string, string>; count: number }
  /** Say when each of them has next read this text. */
  | { type: 'await'; text: string }
  /** The first so many read nothing until `resume`. */
  | { type: 'stall'; count: number }
  | { type: 'resume' }
  /** Say how far each of them is, and whether its ids came without a gap and in order. */
  | { type: 'report' }
export type Answer =
  | { type: 'watching' }
  | { type: 'awaiting' }
  /** By `now` of client.ts, in ms. */
  | { type: 'arrived'; at: number[] }
  | { type: 'report'; last: number[]; wrong: number }

/**
 * Many browsers in one process, each with its own connection to an event stream, which it reads as
 * cheaply as that can be done: what is measured is the server, and little of this.
 */
class Watcher {
  last = 0
  wrong = 0
  #unread = ''

  constructor(socket: Socket, hear: (text: string) => void) {
    socket.setEncoding('latin1').on('data', (part: string) => {
      const text = this.#unread + part
      const end = text.lastIndexOf('\n\n')
      if (end === -1) {
        this.#unread = text
        return
      }
      this.#unread = text.slice(end + 2)
      for (const [, id] of text.slice(0, end + 2).matchAll(/\nid: (\d+)\n/g)) this.#read(Number(id))
      hear(text)
    })
  }

  #read(id: number): void {
    if (this.last !== 0 && id !== this.last + 1) this.wrong++
    this.last = id
  }
}

const now = () => Number(process.hrtime.bigint()) / 1e6
const say = (answer: Answer) => void process.send?.(answer)
const sockets: Socket[] = []
const watchers: Watcher[] = []
let awaited = ''
let arrived: number[] = []

function heard(text: string): void {
  if (awaited === '' || !text.includes(awaited)) return
  arrived.push(now())
  if (arrived.length < watchers.length) return
  awaited = ''
  say({ type: 'arrived', at: arrived })
}

async function watch({ url, headers, count }: Extract<Order, { type: 'watch' }>): Promise<void> {
  const { hostname, port, pathname } = new URL(url)
  const lines = Object.entries({ Host: hostname, Accept: 'text/event-stream', ...headers })
  const head = `GET ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  for (let i = 0; i < count; i++) {
    const socket = connect(Number(port), hostname)
    const begun = new Promise((resolve) => socket.once('data', resolve))
    watchers.push(new Watcher(socket, heard))
    sockets.push(socket)
    socket.write(head)
    await begun
  }
  say({ type: 'watching' })
}

process.on('message', (order: Order) => {
  switch (order.type) {
    case 'watch':
      return void watch(order)
    case 'await':
      arrived = []
      awaited = order.text
      return say({ type: 'awaiting' })
    case 'stall':
      return sockets.slice(0, order.count).forEach((socket) => socket.pause())
    case 'resume':
      return sockets.forEach((socket) => socket.resume())
    case 'report':
      return say({
        type: 'report',
        last: watchers.map(({ last }) => last),
        wrong: watchers.reduce((sum, { wrong }) => sum + wrong, 0),
      })
    default:
      return order satisfies never
  }
})
console.log('ready')
