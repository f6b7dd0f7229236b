import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useWords } from '../i18n/words.ts'

const manager = Toast.createToastManager()

/** What went wrong last. It goes as soon as something else is said. */
let complaint: string | null = null

/** Says something in passing. With `undo` it can be taken back for as long as it is seen. */
export function say(
  title: string,
  more: { tone?: 'error'; undo?: { label: string; run: () => void } } = {},
): void {
  if (complaint !== null && complaint !== title) manager.close(complaint)
  complaint = more.tone === 'error' ? title : null
  const id = manager.add({
    // Said again, it takes its own place.
    id: title,
    title,
    // Not of high priority: it would be hidden from a screen reader but for one word, and still have the focus.
    ...(more.tone && { type: more.tone }),
    timeout: more.tone === 'error' ? 10_000 : 6_000,
    ...(more.undo && {
      actionProps: {
        children: more.undo.label,
        onClick: () => {
          more.undo?.run()
          manager.close(id)
        },
      },
    }),
  })
}

export function Toasts() {
  const words = useWords()
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={words.state.notifications}
          // On a phone over the bar at the top: everywhere else there is something to press.
          className="no-print fixed inset-x-2 top-[max(0.25rem,env(safe-area-inset-top))] z-50 mx-auto flex max-w-md flex-col gap-2 lg:inset-x-auto lg:top-auto lg:right-6 lg:bottom-6 lg:w-96"
        >
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const words = useWords()
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="arrives rounded-md border border-edge bg-panel shadow-lg data-[type=error]:border-exhausted"
    >
      <Toast.Content className="flex items-center gap-2 py-2 pr-1 pl-4">
        <Toast.Title className="min-w-0 grow font-medium break-words" />
        <Toast.Action className="min-h-11 rounded-md px-3 font-semibold text-link hover:bg-sunken" />
        <Toast.Close
          aria-label={words.state.close}
          className="inline-flex size-11 shrink-0 items-center justify-center text-soft"
        >
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
