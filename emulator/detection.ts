import type { AnsweredBy } from './call.ts'
import { follow } from './documents.ts'
import { concludeDetection, type Line } from './line.ts'

/**
 * Machine detection, which the answer starts: https://www.twilio.com/docs/voice/answering-machine-detection
 * Synchronous, the instructions wait for its verdict; asynchronous, it comes to a callback beside them.
 */
export function detect(line: Line): void {
  const { request } = line.call
  if (!request.detection) return
  const { verdict, after } = opinion(line)
  const late = after > request.detection.timeout
  line.timers.after(Math.min(after, request.detection.timeout), () => {
    concludeDetection(line, late ? 'unknown' : verdict)
    if (!request.detection?.asynchronous) follow(line, request.instructions)
  })
}

type Opinion = { verdict: AnsweredBy; after: number }

/** What detection makes of this phone, and when: what its script says, or else what is usual for its kind. */
function opinion(line: Line): Opinion {
  const { script } = line.call
  const usual = usually(line)
  return {
    verdict: ('machine' in script && script.machine) || usual.verdict,
    after: ('machine_after' in script ? script.machine_after : undefined) ?? usual.after,
  }
}

/**
 * A screening assistant and a carrier's announcement are recorded voices, which detection takes for
 * a machine; nobody has published how often, so a script can say otherwise.
 */
function usually({ call: { script, request }, exchange: { settings } }: Line): Opinion {
  const greeting = greetingOf(script)
  if (!greeting) return { verdict: 'human', after: settings.detect_after }
  if (request.detection?.mode === 'Enable') return { verdict: 'machine_start', after: settings.detect_after }
  return { verdict: greeting.beep ? 'machine_end_beep' : 'machine_end_silence', after: greeting.seconds }
}

/** What a machine says when it answers; null for a person. */
function greetingOf(script: Line['call']['script']): { seconds: number; beep: boolean } | null {
  if ('voicemail' in script) return { seconds: script.voicemail.greeting, beep: script.voicemail.beep }
  if ('screening' in script) return { seconds: script.screening.speaks, beep: false }
  if ('announcement' in script) return { seconds: script.announcement.speaks, beep: false }
  return null
}
