import { Dialog } from '@base-ui/react/dialog'
import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'

/** Asks before what was typed is lost: on the way to another page of ours, and of anybody's. */
export function Leaving({ dirty }: { dirty: boolean }) {
  const words = useWords().directory
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  return (
    <Dialog.Root open={blocker.state === 'blocked'} onOpenChange={(open) => !open && blocker.reset?.()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="arrives fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-md rounded-lg border border-edge bg-panel p-5 shadow-2xl">
          <Dialog.Title className="text-lg font-semibold">{words.unsaved}</Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-soft">{words.unsavedBody}</Dialog.Description>
          <div className="flex flex-wrap justify-end gap-2">
            <Button tone="quiet" onClick={() => blocker.proceed?.()}>
              {words.leave}
            </Button>
            <Button tone="primary" onClick={() => blocker.reset?.()}>
              {words.stay}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
