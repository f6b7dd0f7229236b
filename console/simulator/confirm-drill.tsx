import { Dialog } from '@base-ui/react/dialog'
import { PhoneCall } from 'lucide-react'
import { useRef, useState } from 'react'
import { maskPhone, positionOf } from '../../src/wire/display.ts'
import { useWords } from '../i18n/words.ts'
import { lengthText } from '../live/length.ts'
import { Button } from '../parts/button.tsx'
import { useOnce } from '../parts/once.ts'
import { AtMost, Basis } from './estimate.tsx'
import type { Forecast } from './forecast.ts'
import { newKey } from './run.ts'

type Props = {
  forecast: Forecast
  message: string
  onClose: () => void
  /** Rings them. With the same `key` it is the same drill, however often it is asked for. */
  onConfirm: (key: string) => Promise<void>
}

/** Before real phones ring: whose, in what order, and what it may cost. Nothing happens by pressing Enter. */
export function ConfirmDrill({ forecast, message, onClose, onConfirm }: Props) {
  const words = useWords()
  const { real } = words
  const [key] = useState(newKey)
  const [known, setKnown] = useState(false)
  const { busy, run: confirm } = useOnce(() => onConfirm(key))
  const stay = useRef<HTMLButtonElement>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup
          initialFocus={stay}
          className="arrives fixed inset-x-3 top-[5vh] z-50 mx-auto flex max-h-[90vh] max-w-lg flex-col rounded-lg border-2 border-ringing bg-panel shadow-2xl"
        >
          <div className="min-h-0 overflow-y-auto p-5 pb-3">
            <Dialog.Title className="text-xl font-bold">{real.title}</Dialog.Title>
            <Dialog.Description className="mt-1 mb-4 text-soft">{real.body}</Dialog.Description>
            <Whom forecast={forecast} />
            <p className="mt-4 line-clamp-3 font-semibold">{message}</p>
            <p className="mt-4">
              {words.cost.attemptsAtMost(forecast.attempts.length)} ·{' '}
              {words.cost.unanswered(lengthText(forecast.total_seconds * 1000, words.language))}
            </p>
            <div className="text-sm text-soft">
              <Basis forecast={forecast} />
            </div>
          </div>
          <div className="border-t border-line p-5 pt-3">
            <p className="mb-3 font-semibold">
              {words.cost.estimate}: <AtMost forecast={forecast} />
            </p>
            <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-edge px-3 py-2 font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus">
              <input
                type="checkbox"
                className="size-5 shrink-0"
                checked={known}
                onChange={() => setKnown(!known)}
              />
              {real.iKnow}
            </label>
            <div className="mt-3 flex flex-wrap justify-end gap-2">
              <Dialog.Close
                ref={stay}
                className="inline-flex min-h-11 items-center rounded-md border border-edge px-3.5 font-medium hover:bg-sunken"
              >
                {real.stay}
              </Dialog.Close>
              <Button
                tone="danger"
                icon={<PhoneCall aria-hidden className="size-4.5" />}
                reason={busy ? words.actions.busy : known ? null : real.tickFirst}
                onClick={confirm}
              >
                {real.ring}
              </Button>
            </div>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The numbers as the server understood them, and not as they were typed. */
function Whom({ forecast: { attempts } }: { forecast: Forecast }) {
  const words = useWords()
  return (
    <ol className="divide-y divide-line border-y border-line">
      {attempts
        .filter(({ round }) => round === 1)
        .map(({ number, role, name, phone }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <span className="text-sm text-soft">{words.role(positionOf(role))}</span>
            <span className="min-w-0 font-semibold break-all">{name}</span>
            <span className="whitespace-nowrap tabular-nums">{maskPhone(phone)}</span>
            {number === 1 && <span className="text-sm font-medium text-ringing">{words.real.first}</span>}
          </li>
        ))}
    </ol>
  )
}
