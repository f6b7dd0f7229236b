import type { AnsweredBy } from './call.ts'
import { follow } from './documents.ts'
import { iso } from './dates.ts'
import { become, concludeDetection, end, experience, report, type Line } from './line.ts'
import { hasEnded } from './call.ts'

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
  if ('answer_after' in script) line.timers.after(script.answer_after, () => answer(line))
  if ('decline_after' in script) line.timers.after(script.decline_after, () => end(line, 'busy'))
  if ('voicemail' in script) line.timers.after(script.voicemail.after, () => answer(line))
}

/** Somebody or something picks up. */
export function answer(line: Line): void {
  const { call, exchange } = line
  if (call.status !== 'ringing') return
  call.answered_at = exchange.clock.now()
  become(line, 'in-progress')
  experience(line, { type: 'answered', by: 'voicemail' in call.script ? 'machine' : 'person' })
  report(line, 'answered', 'in-progress')
  line.timers.after(call.request.timeLimit, () => end(line, 'completed'))
  behave(line)
  detect(line)
  if (!call.request.detection || call.request.detection.asynchronous) follow(line, call.request.instructions)
}

/** What the phone does once it has answered. */
function behave(line: Line): void {
  const { script } = line.call
  if ('voicemail' in script) line.timers.after(script.voicemail.max, () => end(line, 'completed'))
  if (!('answer_after' in script)) return
  for (const { key, after } of script.press ?? []) line.timers.after(after, () => press(line, key))
  if (script.hang_up_after !== undefined)
    line.timers.after(script.hang_up_after, () => end(line, 'completed'))
}

/** A key, heard by the Gather that listens; without one it is lost, as in reality. */
export function press(line: Line, key: string): void {
  if (hasEnded(line.call)) return
  const accepted = line.listening !== null
  line.call.keys.push({ at: iso(line.exchange.clock.now()), key, accepted })
  experience(line, { type: 'key', key, accepted })
  line.listening?.(key)
}

function detect(line: Line): void {
  const { request } = line.call
  if (!request.detection) return
  const { verdict, after } = opinion(line)
  const late = after > request.detection.timeout
  line.timers.after(Math.min(after, request.detection.timeout), () => {
    concludeDetection(line, late ? 'unknown' : verdict)
    if (!request.detection?.asynchronous) follow(line, request.instructions)
  })
}

/** What detection makes of this phone, and when. */
function opinion(line: Line): { verdict: AnsweredBy; after: number } {
  const { script, request } = line.call
  const usual = line.exchange.settings.detect_after
  const scripted = 'machine' in script ? script.machine : undefined
  const after = 'machine_after' in script ? script.machine_after : undefined
  if (scripted) return { verdict: scripted, after: after ?? usual }
  if (!('voicemail' in script)) return { verdict: 'human', after: after ?? usual }
  if (request.detection?.mode === 'Enable') return { verdict: 'machine_start', after: after ?? usual }
  const { greeting, beep } = script.voicemail
  return { verdict: beep ? 'machine_end_beep' : 'machine_end_silence', after: after ?? greeting }
}
