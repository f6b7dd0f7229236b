import { Dialog } from '@base-ui/react/dialog'
import { Ban, Check, SkipForward } from 'lucide-react'
import { useId, useState } from 'react'
import type { LiveCommand } from '../../src/wire/live.ts'
import { useWords } from '../i18n/words.ts'
import type { Course } from '../live/fold.ts'
import { live } from '../live/live.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { useOnce } from '../parts/once.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { nameOf, useSession } from '../session/session.ts'

type Act = LiveCommand extends infer C
  ? C extends LiveCommand
    ? Omit<C, 'request' | 'escalation_id' | 'by'>
    : never
  : never

/** Names each command of this page for its answer. */
let asked = 0

/** Does it, and says in passing what came of it. `busy` while it is being done. */
function useAct(escalationId: string) {
  const words = useWords()
  const { data: session } = useSession()
  const { busy, run: act } = useOnce(async (what: Act, done: string) => {
    try {
      await live.command({
        ...what,
        request: String(++asked),
        escalation_id: escalationId,
        by: session ? nameOf(session.name, words) : 'Nightbell',
      })
      say(done)
    } catch (error) {
      say(problemText(error, words), { tone: 'error' })
    }
  })
  return { act, busy }
}

/** What a person can do. What nobody took can still be acknowledged, and nothing else. */
export function Actions({ id, course, last }: { id: string; course: Course; last: number }) {
  const words = useWords()
  const { act, busy } = useAct(id)
  const wait = busy ? words.actions.busy : null
  const noNext = course.attempts.length >= last ? words.actions.noNext : null
  if (course.status !== 'running' && course.status !== 'exhausted') return null
  return (
    <div className="no-print flex flex-wrap gap-2">
      <Acknowledge id={id} className="grow basis-full sm:basis-auto" />
      {course.status === 'running' && (
        <>
          <Button
            icon={<SkipForward aria-hidden className="size-4.5" />}
            className="grow"
            reason={noNext ?? wait}
            onClick={() => act({ type: 'escalate' }, words.actions.escalated)}
          >
            {words.actions.escalate}
          </Button>
          <CancelDialog
            reason={wait}
            onCancel={(reason) => act({ type: 'cancel', reason: reason || null }, words.actions.cancelled)}
          />
        </>
      )}
    </div>
  )
}

export function Acknowledge({ id, className }: { id: string; className: string }) {
  const words = useWords()
  const { act, busy } = useAct(id)
  return (
    <Button
      tone="taken"
      icon={<Check aria-hidden className="size-5" />}
      className={className}
      reason={busy ? words.actions.busy : null}
      onClick={() => act({ type: 'acknowledge' }, words.actions.acknowledged)}
    >
      {words.actions.acknowledge}
    </Button>
  )
}

function CancelDialog({ reason, onCancel }: { reason: string | null; onCancel: (why: string) => void }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const form = useId()
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Button
        tone="danger"
        icon={<Ban aria-hidden className="size-4.5" />}
        reason={reason}
        onClick={() => setOpen(true)}
      >
        {words.actions.cancel}
      </Button>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="arrives fixed inset-x-3 top-[12vh] z-50 mx-auto max-w-md rounded-lg border border-edge bg-panel p-5 shadow-2xl">
          <Dialog.Title className="text-lg font-semibold">{words.actions.cancelTitle}</Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-soft">{words.actions.cancelBody}</Dialog.Description>
          <form
            id={form}
            onSubmit={(event) => {
              event.preventDefault()
              setOpen(false)
              onCancel(why.trim())
            }}
          >
            <Field label={words.actions.cancelReason} hint={words.actions.cancelReasonHint}>
              {(bound) => (
                <input
                  {...bound}
                  className={inputClass}
                  maxLength={500}
                  value={why}
                  onChange={(event) => setWhy(event.target.value)}
                />
              )}
            </Field>
          </form>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button tone="quiet" onClick={() => setOpen(false)}>
              {words.actions.keep}
            </Button>
            <button
              form={form}
              type="submit"
              className="min-h-11 rounded-md border border-exhausted bg-exhausted px-4 font-semibold text-ground"
            >
              {words.actions.confirmCancel}
            </button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
