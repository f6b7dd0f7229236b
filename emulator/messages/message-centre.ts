import { postAbout, type Post } from '../callbacks/post.ts'
import { iso } from '../dates.ts'
import type { Exchange } from '../line.ts'
import type { PhoneBook } from '../phones/phone-book.ts'
import { newSid } from '../sids.ts'
import { timersOn } from '../timers.ts'
import type { Message, MessageRequest, MessageStatus } from './message.ts'
import { messageFields } from './message-fields.ts'

/** All texts that were ever sent, newest last, and what becomes of them. */
export type MessageCentre = {
  send(request: MessageRequest): Message
  all(): Message[]
  of(sid: string): Message | null
  forget(which: (message: Message) => boolean): void
  /** Forgets all; nobody hears what would have become of them. */
  clear(): void
}

/** queued → sent → delivered or undelivered; or queued → failed. */
export function messageCentre(exchange: Exchange, book: PhoneBook): MessageCentre {
  const { clock, settings, events } = exchange
  const messages = new Map<string, Message>()
  const posts = new Map<string, Post>()
  const timers = timersOn(clock)

  function become(message: Message, post: Post, status: Exclude<MessageStatus, 'queued'>): void {
    message.status = status
    message.updated_at = clock.now()
    const { statusCallback } = message
    if (!statusCallback) return
    const params = messageFields(message, exchange.account.sid)
    post.send({ kind: 'message-status', ...statusCallback, params }, status)
  }
  function transmit(message: Message, post: Post): void {
    const script = book.textsOf(message.to)
    if ('failed' in script) {
      message.error_code = script.failed
      finish(message, post, 'failed')
      return
    }
    message.sent_at = clock.now()
    become(message, post, 'sent')
    if ('no_receipt' in script) {
      post.last()
      show(message)
      return
    }
    const delivered = 'delivered_after' in script
    timers.after(delivered ? script.delivered_after : (script.after ?? settings.deliver_after), () => {
      if (!delivered) message.error_code = script.undelivered
      finish(message, post, delivered ? 'delivered' : 'undelivered')
    })
  }
  function finish(message: Message, post: Post, status: 'delivered' | 'undelivered' | 'failed'): void {
    become(message, post, status)
    post.last()
    if (status === 'delivered') show(message)
  }
  function show({ to, from, body, sid }: Message): void {
    events.add({ type: 'message', text: body, from, at: iso(clock.now()), number: to, sid })
  }

  return {
    send(request) {
      const message = newMessage(request, clock.now())
      messages.set(message.sid, message)
      const ordinal = book.nextText(message.to)
      const post = postAbout({ ...message, ordinal }, exchange)
      posts.set(message.sid, post)
      timers.after(settings.send_after, () => transmit(message, post))
      return message
    },
    all: () => [...messages.values()],
    of: (sid) => messages.get(sid) ?? null,
    forget(which) {
      for (const message of messages.values()) {
        if (!which(message)) continue
        messages.delete(message.sid)
        posts.delete(message.sid)
      }
    },
    clear() {
      timers.cancelAll()
      for (const post of posts.values()) post.cancel()
      posts.clear()
      messages.clear()
    },
  }
}

function newMessage(request: MessageRequest, now: number): Message {
  return {
    ...request,
    sid: newSid('SM'),
    at: iso(now),
    created_at: now,
    updated_at: now,
    sent_at: null,
    status: 'queued',
    error_code: null,
    requests: [],
    faults: [],
  }
}
