import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { PhoneKey } from '../../src/wire/simulator.ts'
import { useWords } from '../i18n/words.ts'
import { addressFor, QrCode } from '../parts/qr.tsx'
import { Loading } from '../parts/states.tsx'
import { request } from '../session/request.ts'
import { useSimulator } from './simulator-state.ts'

type Props = { name: string; phone: string; onClose: () => void }

/** Turns another phone into this one: a QR code of a link that is good for nothing else. */
export function LendDialog({ name, phone, onClose }: Props) {
  const words = useWords()
  const { data: state } = useSimulator()
  const target = `/api/v1/simulator/phones/${encodeURIComponent(phone)}/key`
  const { data } = useQuery({
    queryKey: ['phone-key', phone],
    queryFn: () => request<PhoneKey>(target, { method: 'POST' }),
  })
  const address = state && addressFor(state.addresses)
  // Behind the #, where no server and no proxy writes it into a log.
  const link = address && data && `${address}/simulator/phone/${encodeURIComponent(phone)}#${data.key}`
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="arrives fixed inset-x-3 top-[8vh] z-50 mx-auto max-h-[86vh] max-w-md overflow-y-auto rounded-lg border border-edge bg-panel p-5 shadow-2xl">
          <div className="flex items-start justify-between gap-2">
            <Dialog.Title className="text-lg font-semibold">{words.phone.onAnother}</Dialog.Title>
            <Dialog.Close
              aria-label={words.state.close}
              className="-mt-2 -mr-2 inline-flex size-11 items-center justify-center"
            >
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </div>
          <Dialog.Description className="mb-4">{words.phone.scan(name)}</Dialog.Description>
          {address === null ? (
            <p className="font-medium text-ringing">{words.phone.loopback}</p>
          ) : link ? (
            <Code link={link} />
          ) : (
            <Loading />
          )}
          <p className="mt-4 text-sm text-soft">{words.phone.scanBody}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Code({ link }: { link: string }) {
  return (
    <>
      <QrCode link={link} />
      <a href={link} className="mt-3 block text-sm break-all text-link underline">
        {link}
      </a>
    </>
  )
}
