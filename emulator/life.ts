import { follow } from './documents.ts'
import { iso } from './dates.ts'
import { become, end, experience, report, type Line } from './line.ts'
import { hasEnded } from './call.ts'
import { detect } from './detection.ts'
import { isMachine, type Announcement, type Person, type Screening } from './phones/script.ts'

/** Unavailable, and busy. */
const UNANSWERED_SIP = { 'no-answer': 480, busy: 486 }

/** What follows when a call has left the queue: queued → initiated → ringing → in-progress → ended; busy and unreachable phones never ring. */
export function dial(line: Line): void {
  const { settings, clock } = line.exchange
  line.timers.after(settings.initiate_after, () => {
    line.call.started_at = clock.now()
    become(line, 'initiated')
    experience(line, { type: 'dialled' })
    report(line, 'initiated', 'initiated')
    connect(line)
  })
}

function connect(line: Line): void {
  const { script } = line.call
  const { settings } = line.exchange
  if ('busy' in script) line.timers.after(settings.refuse_after, () => end(line, 'busy'))
  else if ('unreachable' in script) {
    line.timers.after(settings.refuse_after, () => end(line, 'failed', script.sip ?? 404))
  } else line.timers.after(settings.ring_after, () => ring(line))
}

function ring(line: Line): void {
  const { call, exchange } = line
  become(line, 'ringing')
  experience(line, { type: 'ringing' })
  report(line, 'ringing', 'ringing')
  line.timers.after(call.request.timeout + exchange.settings.ring_buffer, () => {
    if (call.status === 'ringing') end(line, 'no-answer')
  })
  react(line)
}

/** What the phone does while it rings. */
function react(line: Line): void {
  const { script } = line.call
  const pickUpAfter = (seconds: number) => line.timers.after(seconds, () => answer(line))
  if ('answer_after' in script) pickUpAfter(script.answer_after)
  else if ('decline_after' in script) line.timers.after(script.decline_after, () => end(line, 'busy'))
  else if ('voicemail' in script) pickUpAfter(script.voicemail.after)
  else if ('screening' in script) pickUpAfter(script.screening.after)
  else if ('announcement' in script) announce(line, script.announcement)
}

/** Some carriers play it as an answer, others before one, and then end the call themselves. */
function announce(line: Line, { after, speaks, unanswered }: Announcement): void {
  if (unanswered) line.timers.after(after + speaks, () => end(line, unanswered, UNANSWERED_SIP[unanswered]))
  else line.timers.after(after, () => answer(line))
}

/** Somebody or something picks up. */
export function answer(line: Line): void {
  const { call, exchange } = line
  if (call.status !== 'ringing') return
  call.answered_at = exchange.clock.now()
  become(line, 'in-progress')
  experience(line, { type: 'answered', by: isMachine(call.script) ? 'machine' : 'person' })
  report(line, 'answered', 'in-progress')
  line.timers.after(call.request.timeLimit, () => end(line, 'completed'))
  behave(line)
  detect(line)
  if (!call.request.detection || call.request.detection.asynchronous) follow(line, call.request.instructions)
}

/** What the phone does once it has answered. */
function behave(line: Line): void {
  const { script } = line.call
  if ('voicemail' in script) hangUpAfter(line, script.voicemail.max)
  else if ('announcement' in script) hangUpAfter(line, script.announcement.speaks)
  else if ('screening' in script) screen(line, script.screening)
  else if ('answer_after' in script) act(line, script)
}

/** An assistant has answered; the person may take over, or not. */
function screen(line: Line, { max, picked_up_after, ...person }: Screening): void {
  const giveUp = hangUpAfter(line, max)
  if (picked_up_after === undefined) return
  line.timers.after(picked_up_after, () => {
    giveUp()
    experience(line, { type: 'picked-up' })
    act(line, person)
  })
}

/** What a person does, counted from now. */
function act(line: Line, { press: keys = [], hang_up_after }: Person): void {
  for (const { key, after } of keys) line.timers.after(after, () => press(line, key))
  if (hang_up_after !== undefined) hangUpAfter(line, hang_up_after)
}

function hangUpAfter(line: Line, seconds: number): () => void {
  return line.timers.after(seconds, () => end(line, 'completed'))
}

/** A key, heard by the Gather that listens; without one it is lost, as in reality. */
export function press(line: Line, key: string): void {
  if (hasEnded(line.call)) return
  const accepted = line.listening !== null
  line.call.keys.push({ at: iso(line.exchange.clock.now()), key, accepted })
  experience(line, { type: 'key', key, accepted })
  line.listening?.(key)
}
