import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'

type Props = {
  title: string
  /** What it is about, below the title. */
  about?: ReactNode
  /** What it shows would be lost: it closes by its own button alone. */
  keep?: boolean
  onClose: () => void
  children: ReactNode
}

/** Opens as soon as it is there. */
export function Dialog({ title, about, keep = false, onClose, children }: Props) {
  const words = useWords()
  return (
    <Base.Root
      open
      disablePointerDismissal={keep}
      onOpenChange={(open, { reason }) => {
        if (!open && !(keep && reason === 'escape-key')) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup className="arrives fixed inset-x-3 top-[8vh] z-50 mx-auto flex max-h-[86vh] max-w-lg flex-col gap-4 overflow-y-auto rounded-lg border border-edge bg-panel p-5 shadow-2xl">
          <div className="flex items-start justify-between gap-2">
            <Base.Title className="min-w-0 text-lg leading-snug font-semibold break-words">
              {title}
            </Base.Title>
            {!keep && (
              <Base.Close
                aria-label={words.state.close}
                className="-mt-2.5 -mr-2.5 inline-flex size-11 shrink-0 items-center justify-center"
              >
                <X aria-hidden className="size-5" />
              </Base.Close>
            )}
          </div>
          {about !== undefined && <Base.Description className="-mt-3">{about}</Base.Description>}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
