import { iso } from '../dates.ts'
import type { CallbackEvent, CallbackRule, Struck } from '../faults/fault-rule.ts'
import type { Exchange } from '../line.ts'
import { timersOn } from '../timers.ts'
import { courier } from './courier.ts'
import { newDelivery, type Delivery, type ToDeliver } from './deliver.ts'

/** What tells the customer's server about one call or one message, unless a fault strikes. */
export type Post = {
  send(letter: ToDeliver, event: CallbackEvent): void
  /** Nothing follows any more: what was held back for a next one leaves now. */
  last(): void
  /** Forgets what has not left yet. */
  cancel(): void
}

/** Whom the callbacks are about: a call, or a message. `ordinal`: the how-manieth to that number. */
type About = { sid: string; to: string; ordinal: number; requests: Delivery[]; faults: Struck[] }

export function postAbout(about: About, { clock, account, work, faults }: Exchange): Post {
  const { sid, to, ordinal } = about
  const carrier = courier({ clock, authToken: account.authToken }, work)
  const late = timersOn(clock)
  let heldBack: Delivery | null = null
  let silence: CallbackRule | null = null

  function befalls(event: CallbackEvent): CallbackRule | null {
    silence ??= faults.silence({ to, call: sid, ordinal })
    const rule = silence ?? faults.strikeCallback({ event, to, call: sid })
    if (rule)
      about.faults.push({ at: iso(clock.now()), where: 'callback', event, fault: rule.fault, rule: rule.id })
    return rule
  }
  function strike(rule: CallbackRule, delivery: Delivery): void {
    switch (rule.fault) {
      case 'none':
      case 'drop':
        return
      case 'double':
        carrier.send(delivery)
        carrier.send(delivery)
        return
      case 'delay':
        late.after(rule.seconds, () => carrier.send(delivery))
        return
      case 'reorder':
        if (heldBack) carrier.send(delivery)
        else heldBack = delivery
        return
      case 'forge': {
        const forgery = newDelivery({ ...delivery, kind: 'forged', params: contradicting(delivery.params) })
        about.requests.push(forgery)
        carrier.send(forgery)
        carrier.send(delivery)
      }
    }
  }
  function release(held: Delivery | null): void {
    if (!held) return
    heldBack = null
    carrier.send(held)
  }

  return {
    send(letter, event) {
      const before = heldBack
      const delivery = newDelivery(letter)
      about.requests.push(delivery)
      const rule = befalls(event)
      if (rule) strike(rule, delivery)
      else carrier.send(delivery)
      release(before)
    },
    last: () => release(heldBack),
    cancel() {
      late.cancelAll()
      heldBack = null
    },
  }
}

/** The same news, turned into its opposite. */
function contradicting(params: Record<string, string>): Record<string, string> {
  const { CallStatus, AnsweredBy, MessageStatus } = params
  return {
    ...params,
    ...(CallStatus && { CallStatus: CallStatus === 'completed' ? 'no-answer' : 'completed' }),
    ...(AnsweredBy && { AnsweredBy: AnsweredBy === 'human' ? 'machine_start' : 'human' }),
    ...(MessageStatus && { MessageStatus: MessageStatus === 'delivered' ? 'failed' : 'delivered' }),
  }
}
