import { BellOff, Phone as PhoneIcon, PhoneOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Words } from '../i18n/ko.ts'
import { useWords } from '../i18n/words.ts'
import type { Phone, Phones } from './phones.ts'
import { Transcript } from './transcript.tsx'

/** A hand on the phone. */
export type Press = (what: string, key?: string) => void

type IncomingProps = { silenced: boolean; lost: boolean; press: Press; silence: () => void }

export function Incoming({ silenced, lost, press, silence }: IncomingProps) {
  const words = useWords()
  return (
    <>
      <div
        role="status"
        className="flex min-h-56 grow flex-col items-center justify-center gap-3 text-center"
      >
        <span className="relative inline-flex size-20 items-center justify-center rounded-full bg-sunken text-ringing">
          {!lost && (
            <span
              aria-hidden
              className="ringing-halo absolute inset-0 rounded-full border-2 border-current"
            />
          )}
          <PhoneIcon aria-hidden className="size-9" />
        </span>
        <p className="text-xl font-bold">{words.phone.from}</p>
        <p className="font-medium text-ringing">{words.phone.incoming}</p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Round
          tone="border-exhausted text-exhausted"
          icon={<PhoneOff aria-hidden />}
          onClick={() => press('decline')}
        >
          {words.phone.decline}
        </Round>
        <Round
          tone="border-taken bg-taken text-ground"
          icon={<PhoneIcon aria-hidden />}
          onClick={() => press('answer')}
        >
          {words.phone.answer}
        </Round>
        <button
          type="button"
          aria-pressed={silenced}
          onClick={silence}
          className="col-span-2 inline-flex min-h-11 items-center justify-center gap-2 rounded-md text-sm text-soft hover:bg-sunken aria-pressed:opacity-60"
        >
          <BellOff aria-hidden className="size-4" />
          {words.phone.silence}
        </button>
      </div>
    </>
  )
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

export function InCall({ phone, phones, press }: { phone: Phone; phones: Phones; press: Press }) {
  const words = useWords()
  const last = phone.keys.at(-1)
  return (
    <>
      <p className="mb-1 font-semibold text-talking">
        {phone.byMachine ? words.phone.byMachine : words.phone.inCall}
      </p>
      <Transcript phone={phone} phones={phones} />
      {last && !last.accepted && <p className="text-sm text-missed">{words.phone.lost}</p>}
      <div role="group" aria-label={words.phone.keypad} className="mt-3 grid grid-cols-3 gap-1.5">
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => press('press', key)}
            className="flex min-h-11 flex-col items-center justify-center rounded-md border border-edge leading-none hover:bg-sunken active:bg-ink active:text-ground"
          >
            <span className="text-lg font-semibold">{key}</span>{' '}
            {words.phone.keyNames[key] && <span className="text-xs">{words.phone.keyNames[key]}</span>}
          </button>
        ))}
      </div>
      <Round
        className="mt-2"
        tone="border-exhausted text-exhausted"
        icon={<PhoneOff aria-hidden />}
        onClick={() => press('hang-up')}
      >
        {words.phone.hangUp}
      </Round>
    </>
  )
}

/** One word for one thing: how a call ended is said here as anywhere else. */
function endText(end: string | null, { outcome, phone }: Words): string {
  const [, missed] = Object.entries(outcome).find(([name]) => name === end) ?? []
  return missed ?? phone.callEnded
}

export function Resting({ phone, phones, small }: { phone: Phone; phones: Phones; small: boolean }) {
  const words = useWords()
  const text =
    phone.phase === 'ended'
      ? endText(phone.end, words)
      : words.phone[phone.phase === 'dialled' ? 'dialled' : 'idle']
  return (
    <>
      <p
        role="status"
        className={`flex grow items-center gap-2 text-soft ${small ? '' : 'sm:min-h-24 sm:flex-col sm:justify-center'}`}
      >
        <PhoneIcon aria-hidden className={small ? 'size-4' : 'size-4 sm:size-7'} />
        {text}
      </p>
      {phone.heard.length > 0 && <Transcript phone={phone} phones={phones} />}
    </>
  )
}

type RoundProps = {
  tone: string
  icon: ReactNode
  className?: string
  onClick: () => void
  children: ReactNode
}

function Round({ tone, icon, className = '', onClick, children }: RoundProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`inline-flex min-h-12 items-center justify-center gap-2 rounded-full border-2 px-4 font-semibold hover:opacity-85 [&_svg]:size-5 ${tone} ${className}`}
    >
      {icon}
      {children}
    </button>
  )
}
