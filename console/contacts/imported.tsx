import { CircleCheck, Undo2 } from 'lucide-react'
import type { Import } from '../../src/wire/import.ts'
import { remove } from '../directory/data.ts'
import { LinkButton } from '../directory/shelf-list.tsx'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { useOnce } from '../parts/once.ts'
import { Empty } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'

/** How many were made, the way on, and the way back: until something uses them. */
export function Imported({ contacts, onAgain }: { contacts: Import['contacts']; onAgain: () => void }) {
  const words = useWords().directory
  const { busy, run: undo } = useOnce(async () => {
    const tried = await Promise.allSettled(contacts.map(({ id }) => remove('contacts', id)))
    const gone = tried.filter(({ status }) => status === 'fulfilled').length
    const left = contacts.length - gone
    say([words.import.undone(gone), ...(left > 0 ? [words.import.undoneSome(left)] : [])].join(' '))
    onAgain()
  })
  return (
    <Empty
      icon={<CircleCheck aria-hidden className="size-9 text-taken" />}
      title={words.import.done(contacts.length)}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <LinkButton to="/contacts" tone="primary">
            {words.import.see}
          </LinkButton>
          <LinkButton to="/groups/new">{words.import.toGroup}</LinkButton>
          <Button
            tone="quiet"
            icon={<Undo2 aria-hidden className="size-4.5" />}
            reason={busy ? words.saving : null}
            onClick={undo}
          >
            {words.import.undo}
          </Button>
        </div>
      }
    />
  )
}
