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
import { memo, useMemo, useState } from 'react'
import type { EscalationEvent } from '../../src/wire/event.ts'
import { useWords } from '../i18n/words.ts'
import { sinceText } from '../live/length.ts'
import { timeText, useZone } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Lines, type Line } from './lines.ts'

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

/** As many as anybody reads at once; those before them are shown on demand, some at a time. */
const MOST_SHOWN = 200

export function Log({ events }: { events: readonly EscalationEvent[] }) {
  const words = useWords()
  const { language } = words
  const written = useMemo(() => new Lines(language), [language])
  const [most, setMost] = useState(MOST_SHOWN)
  const lines = written.of(events)
  if (lines.length === 0) return <p className="text-soft">{words.escalation.logEmpty}</p>
  const earlier = Math.max(0, lines.length - most)
  return (
    <div role="log" aria-label={words.escalation.log}>
      {earlier > 0 && (
        <p className="mb-2 flex flex-wrap items-center gap-x-3 text-soft">
          {words.log.earlier(earlier)}
          <Button tone="quiet" className="no-print" onClick={() => setMost(most + MOST_SHOWN)}>
            {words.log.showEarlier}
          </Button>
        </p>
      )}
      <ol className="flex flex-col">
        {lines.slice(earlier).map((line) => (
          <Shown key={line.key} line={line} language={language} />
        ))}
      </ol>
    </div>
  )
}

const Shown = memo(function Shown({ line, language }: { line: Line; language: 'ko' | 'en' }) {
  const { text, at, since } = line
  useZone()
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-3 border-b border-line py-2 last:border-0 sm:grid-cols-[auto_auto_1fr]">
      <time
        dateTime={new Date(at).toISOString()}
        className="hidden text-sm leading-6 text-soft tabular-nums sm:block"
      >
        {timeText(at, language)}
      </time>
      <span className="text-right text-sm leading-6 text-soft tabular-nums">{sinceText(since)}</span>
      <span key={text} className="arrives min-w-0 leading-6 break-words">
        <Text text={text} />
      </span>
    </li>
  )
})
