import { MessageSquareText, QrCode } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { request } from '../session/request.ts'
import { LineState } from './line-state.tsx'
import { InCall, Incoming, Resting, type Press } from './phone-faces.tsx'
import type { Phone, Phones } from './phones.ts'
import { useRinging, useVoice } from './sound.ts'

type Props = {
  name: string
  number: string
  shownNumber: string
  phones: Phones
  /** One of many: it takes its full height when it rings, and comes into sight. */
  small?: boolean
  sound: boolean
  /** What the hand does to the call; throws what `request` throws. */
  act: (sid: string, act: string, key?: string) => Promise<unknown>
  onLend?: () => void
}

/** One phone. What it shows came over the emulator's stream; what is pressed goes there. */
export function PhoneView(props: Props) {
  const { name, number, shownNumber, phones, small = false, onLend } = props
  const words = useWords()
  const phone = phones.of(number)
  const place = useInSight(small && isBusy(phone))
  return (
    <section
      ref={place}
      aria-label={words.phone.of(name)}
      data-phase={phone.phase}
      className={`flex w-full flex-col rounded-[1.75rem] border-2 bg-panel p-4 transition-colors ${small && !isBusy(phone) ? '' : 'sm:min-h-[25rem]'} ${edgeOf(phone, phones)}`}
    >
      <header className="flex items-start justify-between gap-2 text-sm text-soft">
        <span className="min-w-0 break-all">
          <span className="line-clamp-2 font-semibold text-ink">{name}</span>
          {shownNumber}
        </span>
        {onLend && <Lend label={words.phone.onAnother} onClick={onLend} />}
      </header>
      <LineState phones={phones} />
      <div className="mt-1 flex min-h-0 grow flex-col sm:mt-2">
        <Face {...props} phone={phone} />
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

const isBusy = ({ phase }: Phone) => phase === 'ringing' || phase === 'talking'

function edgeOf({ phase }: Phone, { status }: Phones): string {
  if (status === 'reconnecting') return 'border-dashed border-edge'
  if (phase === 'ringing') return 'border-ringing'
  return phase === 'talking' ? 'border-talking' : 'border-line'
}

function useInSight(wanted: boolean) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (wanted) place.current?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  return place
}

function Face({ phone, phones, small = false, sound, act }: Props & { phone: Phone }) {
  const words = useWords()
  const [silenced, setSilenced] = useState<string | null>(null)
  // What may be over is neither rung nor spoken on.
  const aloud = sound && phones.status === 'connected'
  useRinging(aloud && phone.phase === 'ringing' && silenced !== phone.sid)
  useVoice(phone, aloud && phone.phase === 'talking' && !phone.byMachine, phones.line)
  const press: Press = (what, key) =>
    void act(phone.sid ?? '', what, key).catch((error: unknown) =>
      say(problemText(error, words), { tone: 'error' }),
    )
  if (phone.phase === 'talking') return <InCall phone={phone} phones={phones} press={press} />
  if (phone.phase !== 'ringing') return <Resting phone={phone} phones={phones} small={small} />
  return (
    <Incoming
      silenced={silenced === phone.sid}
      lost={phones.status === 'reconnecting'}
      press={press}
      silence={() => setSilenced(phone.sid)}
    />
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

/** The phones' hands, for whoever holds them. */
export const actOn =
  (number: string, headers?: Record<string, string>) =>
  (sid: string, act: string, key?: string): Promise<unknown> =>
    request(`/api/v1/simulator/phones/${encodeURIComponent(number)}/calls/${sid}/${act}`, {
      method: 'POST',
      ...(key !== undefined && { body: { key } }),
      ...(headers && { headers }),
    })
