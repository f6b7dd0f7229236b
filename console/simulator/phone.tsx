import { BellOff, MessageSquareText, Phone as PhoneIcon, PhoneOff, QrCode } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { request } from '../session/request.ts'
import type { Phone, Phones } from './phones.ts'
import { useRinging, useVoice } from './sound.ts'
import { Transcript } from './transcript.tsx'

type Props = {
  name: string
  number: string
  shownNumber: string
  phones: Phones
  sound: boolean
  /** What the hand does to the call; throws what `request` throws. */
  act: (sid: string, act: string, key?: string) => Promise<unknown>
  onLend?: () => void
}

/** One phone. What it shows came over the emulator's stream; what is pressed goes there. */
export function PhoneView({ name, number, shownNumber, phones, sound, act, onLend }: Props) {
  const words = useWords()
  const phone = phones.of(number)
  const [silenced, setSilenced] = useState<string | null>(null)
  useRinging(sound && phone.phase === 'ringing' && silenced !== phone.sid)
  useVoice(phone, sound && phone.phase === 'talking' && !phone.byMachine, phones.speed)
  const press = (what: string, key?: string) =>
    void act(phone.sid ?? '', what, key).catch((error: unknown) =>
      say(problemText(error, words), { tone: 'error' }),
    )
  return (
    <section
      aria-label={words.phone.of(name)}
      data-phase={phone.phase}
      className={`flex w-full flex-col rounded-[1.75rem] border-2 bg-panel p-4 transition-colors sm:min-h-[27rem] ${phone.phase === 'ringing' ? 'border-ringing' : phone.phase === 'talking' ? 'border-talking' : 'border-line'}`}
    >
      <header className="flex items-start justify-between gap-2 text-sm text-soft">
        <span className="min-w-0 break-all">
          <span className="line-clamp-2 font-semibold text-ink">{name}</span>
          {shownNumber}
        </span>
        {onLend && <Lend label={words.phone.onAnother} onClick={onLend} />}
      </header>
      <div className="mt-1 flex min-h-0 grow flex-col sm:mt-3">
        {phone.phase === 'ringing' ? (
          <Incoming silenced={silenced === phone.sid} press={press} silence={() => setSilenced(phone.sid)} />
        ) : phone.phase === 'talking' ? (
          <InCall phone={phone} phones={phones} press={press} />
        ) : (
          <Resting phone={phone} phones={phones} />
        )}
      </div>
      {phone.texts.map((text, i) => (
        <p key={i} className="arrives mt-3 flex gap-2 rounded-md bg-sunken p-2.5 text-sm">
          <MessageSquareText aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 break-words">
            <span className="sr-only">{words.phone.text}: </span>
            {text}
          </span>
        </p>
      ))}
    </section>
  )
}

function Lend({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="-mt-2 -mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-md hover:bg-sunken hover:text-ink"
    >
      <QrCode aria-hidden className="size-5" />
    </button>
  )
}

type Press = (what: string, key?: string) => void

function Incoming({ silenced, press, silence }: { silenced: boolean; press: Press; silence: () => void }) {
  const words = useWords()
  return (
    <>
      <div
        role="status"
        className="flex min-h-56 grow flex-col items-center justify-center gap-3 text-center"
      >
        <span className="relative inline-flex size-20 items-center justify-center rounded-full bg-sunken text-ringing">
          <span aria-hidden className="ringing-halo absolute inset-0 rounded-full border-2 border-current" />
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

function InCall({ phone, phones, press }: { phone: Phone; phones: Phones; press: Press }) {
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

function Resting({ phone, phones }: { phone: Phone; phones: Phones }) {
  const words = useWords()
  const text =
    phone.phase === 'ended'
      ? words.phone.ended[phone.end ?? '']
      : words.phone[phone.phase === 'dialled' ? 'dialled' : 'idle']
  return (
    <>
      <p
        role="status"
        className="flex grow items-center gap-2 text-soft sm:min-h-24 sm:flex-col sm:justify-center"
      >
        <PhoneIcon aria-hidden className="size-4 sm:size-7" />
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

/** The phones' hands, for whoever holds them. */
export const actOn =
  (number: string, headers?: Record<string, string>) =>
  (sid: string, act: string, key?: string): Promise<unknown> =>
    request(`/api/v1/simulator/phones/${encodeURIComponent(number)}/calls/${sid}/${act}`, {
      method: 'POST',
      ...(key !== undefined && { body: { key } }),
      ...(headers && { headers }),
    })
