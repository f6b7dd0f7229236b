import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  ClockAlert,
  PhoneCall,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  Unplug,
  Voicemail,
  type LucideIcon,
} from 'lucide-react'
import { useWords } from '../i18n/words.ts'
import type { Words } from '../i18n/ko.ts'
import type { Attempt, Outcome, Phase, Status } from '../live/fold.ts'

/** How a thing is shown: always an icon and a word, and a colour that only repeats them. */
type Look = { icon: LucideIcon; text: string; color: string; live: boolean }

const OUTCOMES: Record<Outcome, { icon: LucideIcon; color: string }> = {
  acknowledged: { icon: CircleCheck, color: 'text-taken' },
  'no-answer': { icon: PhoneMissed, color: 'text-missed' },
  busy: { icon: PhoneOff, color: 'text-missed' },
  failed: { icon: Unplug, color: 'text-missed' },
  machine: { icon: Voicemail, color: 'text-machine' },
  'no-key': { icon: CircleDashed, color: 'text-missed' },
  canceled: { icon: Ban, color: 'text-soft' },
  timeout: { icon: ClockAlert, color: 'text-missed' },
}

const PHASES: Record<Phase, { icon: LucideIcon; color: string }> = {
  placing: { icon: PhoneOutgoing, color: 'text-ringing' },
  unknown: { icon: PhoneOutgoing, color: 'text-ringing' },
  queued: { icon: PhoneOutgoing, color: 'text-ringing' },
  ringing: { icon: PhoneCall, color: 'text-ringing' },
  'in-progress': { icon: PhoneCall, color: 'text-talking' },
  ended: { icon: CircleDashed, color: 'text-soft' },
  refused: { icon: Unplug, color: 'text-missed' },
}

export function lookOf({ outcome, phase }: Pick<Attempt, 'outcome' | 'phase'>, words: Words): Look {
  if (outcome) return { ...OUTCOMES[outcome], text: words.outcome[outcome], live: false }
  return { ...PHASES[phase], text: words.phase[phase], live: phase !== 'ended' && phase !== 'refused' }
}

const STATUSES: Record<Status, { icon: LucideIcon; color: string }> = {
  running: { icon: PhoneCall, color: 'text-ringing' },
  acknowledged: { icon: CircleCheck, color: 'text-taken' },
  exhausted: { icon: CircleX, color: 'text-exhausted' },
  cancelled: { icon: Ban, color: 'text-soft' },
  resolved: { icon: CircleCheck, color: 'text-soft' },
}

export function StatusMark({ status, large = false }: { status: Status; large?: boolean }) {
  const words = useWords()
  const { icon: Icon, color } = STATUSES[status]
  return (
    <span className={`inline-flex items-center gap-1.5 font-semibold ${color} ${large ? 'text-xl' : ''}`}>
      <Icon aria-hidden className={large ? 'size-6' : 'size-4.5'} />
      {words.status[status]}
    </span>
  )
}

export function OutcomeMark({ attempt }: { attempt: Pick<Attempt, 'outcome' | 'phase'> }) {
  const { icon: Icon, color, text } = lookOf(attempt, useWords())
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${color}`}>
      <Icon aria-hidden className="size-4.5 shrink-0" />
      {text}
    </span>
  )
}
