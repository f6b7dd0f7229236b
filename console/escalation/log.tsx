import {
  Ban,
  CircleCheck,
  Mail,
  PartyPopper,
  PhoneCall,
  PhoneMissed,
  PhoneOutgoing,
  SkipForward,
  TriangleAlert,
  Unplug,
  type LucideIcon,
} from 'lucide-react'
import { useMemo } from 'react'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { LogLines } from '../../src/wire/log-lines.ts'
import { useWords } from '../i18n/words.ts'
import { timeText } from '../live/time.ts'

type Line = { key: string; text: string; at: number; since: number }

/**
 * The log in its original form: a later line with the same key takes the place of the earlier one,
 * and keeps the time at which that began.
 */
function linesOf(events: readonly EscalationEvent[], language: 'ko' | 'en'): Line[] {
  const log = new LogLines(language)
  const lines = new Map<string, Line>()
  const start = Date.parse(events[0]?.timestamp ?? '')
  for (const event of events) {
    const line = log.lineOf(event)
    const at = Date.parse(event.timestamp)
    if (line) lines.set(line.key, { at, since: at - start, ...lines.get(line.key), ...line })
  }
  return [...lines.values()]
}

/** The signs that lines begin with, drawn: a machine without emoji shows boxes in their place. */
const SIGNS: Record<string, { icon: LucideIcon; color: string }> = {
  '📞': { icon: PhoneOutgoing, color: 'text-ringing' },
  '📱': { icon: PhoneCall, color: 'text-talking' },
  '✅': { icon: CircleCheck, color: 'text-taken' },
  '❌': { icon: PhoneMissed, color: 'text-missed' },
  '❗': { icon: TriangleAlert, color: 'text-missed' },
  '⏭️': { icon: SkipForward, color: 'text-soft' },
  '✉️': { icon: Mail, color: 'text-soft' },
  '🎉': { icon: PartyPopper, color: 'text-taken' },
  '⚠️': { icon: TriangleAlert, color: 'text-exhausted' },
  '📡': { icon: Unplug, color: 'text-missed' },
  '⛔': { icon: Ban, color: 'text-soft' },
  '☑️': { icon: CircleCheck, color: 'text-soft' },
}

function Text({ text }: { text: string }) {
  const [sign = '', ...words] = text.split(' ')
  const { icon: Icon, color } = SIGNS[sign] ?? {}
  if (!Icon) return text
  return (
    <>
      <span className="sr-only">{sign} </span>
      <Icon aria-hidden className={`mt-[0.2rem] mr-2 float-left size-4.5 ${color}`} />
      {words.join(' ')}
    </>
  )
}

export function Log({ events }: { events: readonly EscalationEvent[] }) {
  const words = useWords()
  const lines = useMemo(() => linesOf(events, words.language), [events, words.language])
  if (lines.length === 0) return <p className="text-soft">{words.escalation.logEmpty}</p>
  return (
    <div role="log" aria-label={words.escalation.log}>
      <ol className="flex flex-col">
        {lines.map(({ key, text, at, since }) => (
          <li
            key={key}
            className="grid grid-cols-[auto_1fr] gap-x-3 border-b border-line py-2 last:border-0 sm:grid-cols-[auto_auto_1fr]"
          >
            <time
              dateTime={new Date(at).toISOString()}
              className="hidden text-sm leading-6 text-soft tabular-nums sm:block"
            >
              {timeText(at, words.language)}
            </time>
            <span className="text-right text-sm leading-6 text-soft tabular-nums">
              +{(since / 1000).toFixed(1)}
            </span>
            <span key={text} className="arrives min-w-0 leading-6 break-words">
              <Text text={text} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
