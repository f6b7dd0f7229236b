import { useEffect, useMemo, useState } from 'react'
import type { PhoneEvent } from '../../src/wire/simulator.ts'
import { PhoneLine, type LineStatus } from './phone-line.ts'

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
  /** What time it is for the phones, and whether what they show is now. */
  line: PhoneLine
  status: LineStatus
}

/** `numbers` and `calls` (their ids) are those of interest; all, when they are not given. */
type Only = {
  headers?: Record<string, string>
  numbers?: ReadonlySet<string>
  calls?: ReadonlySet<string>
}

/** The phones behind `target`, live; every connection tells the whole run again from `since` (ISO 8601) on. */
export function usePhones(target: string, since: string, { headers, numbers, calls }: Only = {}): Phones {
  const [events, setEvents] = useState<readonly PhoneEvent[]>([])
  const [status, setStatus] = useState<LineStatus>('connecting')
  const [line] = useState(() => new PhoneLine())
  useEffect(() => {
    const leaving = new AbortController()
    void line.listen(`${target}?since=${encodeURIComponent(since)}`, {
      ...(headers && { headers }),
      signal: leaving.signal,
      // What was lost with the connection before cannot be missed so, and a new emulator starts afresh.
      opened: () => setEvents([]),
      event: (event) => {
        if (numbers?.has(event.number) !== false) setEvents((known) => [...known, event])
      },
      became: setStatus,
    })
    return () => leaving.abort()
  }, [target, since, headers, numbers, line])
  const byNumber = useMemo(() => {
    const phones = new Map<string, Phone>()
    for (const event of events)
      if (calls === undefined || event.type === 'message' || calls.has(event.sid))
        phones.set(event.number, phoneAfter(phones.get(event.number) ?? IDLE, event))
    return phones
  }, [events, calls])
  return { of: (number) => byNumber.get(number) ?? IDLE, line, status }
}
