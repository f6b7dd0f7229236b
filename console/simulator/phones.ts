import { useEffect, useMemo, useState } from 'react'
import type { PhoneEvent } from '../../src/wire/simulator.ts'
import { readStream, timeOf } from '../live/stream.ts'
import { isNotSignedIn } from '../session/session.ts'

/** `until` is when it fell silent: before its time when a key or the end cut it off. */
type Heard = { id: number; text: string; language: string; at: number; ms: number; until: number | null }

/** What one simulated phone shows. `speaking` is what it hears at this moment. Times are the emulator's, epoch ms. */
export type Phone = {
  sid: string | null
  phase: 'idle' | 'dialled' | 'ringing' | 'talking' | 'ended'
  byMachine: boolean
  heard: readonly Heard[]
  speaking: Heard | null
  keys: readonly { key: string; accepted: boolean }[]
  end: string | null
  texts: readonly string[]
}

const IDLE: Phone = {
  sid: null,
  phase: 'idle',
  byMachine: false,
  heard: [],
  speaking: null,
  keys: [],
  end: null,
  texts: [],
}

const silentSince =
  (at: number) =>
  (heard: Heard): Heard => ({ ...heard, until: heard.until ?? at })

/** Only what came over the stream is shown: nothing is staged. Of two calls at once it shows the newer. */
function phoneAfter(phone: Phone, event: PhoneEvent): Phone {
  if (event.sid !== phone.sid && event.type !== 'dialled' && event.type !== 'message') return phone
  switch (event.type) {
    case 'dialled':
      return { ...IDLE, texts: phone.texts, sid: event.sid, phase: 'dialled' }
    case 'ringing':
      return { ...phone, phase: 'ringing' }
    case 'answered':
      return { ...phone, phase: 'talking', byMachine: event.by === 'machine' }
    case 'picked-up':
      return { ...phone, byMachine: false }
    case 'hears': {
      const { id, text, language, ms } = event
      const heard = { id, text, language, ms, at: Date.parse(event.at), until: null }
      return { ...phone, heard: [...phone.heard, heard], speaking: heard }
    }
    case 'silent':
      return { ...phone, speaking: null, heard: phone.heard.map(silentSince(Date.parse(event.at))) }
    case 'key':
      return { ...phone, keys: [...phone.keys, { key: event.key, accepted: event.accepted }] }
    case 'ended':
      return { ...phone, phase: 'ended', speaking: null, end: event.status }
    case 'message':
      return { ...phone, texts: [...phone.texts, event.text] }
    default:
      event satisfies never
      return phone
  }
}

export type Phones = {
  of: (number: string) => Phone
  /** The emulator's time, epoch ms. */
  now: () => number
  speed: () => number
  /** The server does not let us listen. */
  refused: boolean
}

/** `calls` are the ids of those that are of interest; all, when it is not given. */
type Only = { headers?: Record<string, string>; calls?: ReadonlySet<string> }

const SILENCE_MS = 40_000 // The emulator's heartbeat comes every 15 s.

/**
 * The phones behind `target`, live. Every connection tells the whole run again from `since` (ISO 8601)
 * on, so what was lost with the one before cannot be missed, and a new emulator starts afresh.
 */
export function usePhones(target: string, since: string, { headers, calls }: Only = {}): Phones {
  const [events, setEvents] = useState<readonly PhoneEvent[]>([])
  const [refused, setRefused] = useState(false)
  const [clock] = useState(() => ({ at: performance.now(), now: Date.now(), speed: 1 }))
  useEffect(() => {
    const leaving = new AbortController()
    const listen = () =>
      readStream(`${target}?since=${encodeURIComponent(since)}`, {
        ...(headers && { headers }),
        silenceMs: SILENCE_MS,
        signal: leaving.signal,
        opened: () => {
          setRefused(false)
          setEvents([])
        },
        comment: (comment) => Object.assign(clock, timeOf(comment), { at: performance.now() }),
        data: (data) => setEvents((known) => [...known, JSON.parse(data)]),
      })
    void (async () => {
      while (!leaving.signal.aborted) {
        await listen().catch((error: unknown) => setRefused(isNotSignedIn(error)))
        await new Promise((resolve) => setTimeout(resolve, 700))
      }
    })()
    return () => leaving.abort()
  }, [target, since, headers, clock])
  const byNumber = useMemo(() => {
    const phones = new Map<string, Phone>()
    for (const event of events)
      if (calls === undefined || event.type === 'message' || calls.has(event.sid))
        phones.set(event.number, phoneAfter(phones.get(event.number) ?? IDLE, event))
    return phones
  }, [events, calls])
  return {
    of: (number) => byNumber.get(number) ?? IDLE,
    now: () => clock.now + (performance.now() - clock.at) * clock.speed,
    speed: () => clock.speed,
    refused,
  }
}
