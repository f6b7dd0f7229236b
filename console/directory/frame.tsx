import { ArrowLeft, Save as SaveIcon, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Failure, Loading } from '../parts/states.tsx'
import { Refused } from '../session/request.ts'
import { Title } from '../shell/title.tsx'
import { useEntry, type Entries, type Shelf } from './data.ts'
import { Faster, type Fact } from './faster.tsx'
import type { Editing } from './editing.ts'
import { Leaving } from './leaving.tsx'
import { InUse } from './in-use.tsx'
import { useRemoving } from './removing.ts'
import { useWrong } from './wrong.ts'

/** The entry of an address, once it is loaded; its editor begins anew for each. */
export function Loaded<S extends Shelf>({
  shelf,
  id,
  children,
}: {
  shelf: S
  id: string | undefined
  children: (kept: Entries[S] | null) => ReactNode
}) {
  return id === undefined ? (
    children(null)
  ) : (
    <Existing key={id} shelf={shelf} id={id}>
      {children}
    </Existing>
  )
}

function Existing<S extends Shelf>({
  shelf,
  id,
  children,
}: {
  shelf: S
  id: string
  children: (kept: Entries[S]) => ReactNode
}) {
  const words = useWords()
  const { data, error, refetch } = useEntry(shelf, id)
  if (data) return children(data)
  if (error instanceof Refused && error.problem.status === 404)
    return (
      <>
        <Title text={words.directory.notFound} />
        <Empty title={words.directory.notFound} action={<Back to={`/${shelf}`} />}>
          {words.directory.notFoundBody}
        </Empty>
      </>
    )
  return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
}

export const Back = ({ to }: { to: string }) => {
  const words = useWords()
  return (
    <Link to={to} className="inline-flex min-h-11 items-center gap-2 rounded-md pr-3 font-medium text-link">
      <ArrowLeft aria-hidden className="size-4.5" />
      {words.directory.back}
    </Link>
  )
}

/** The way back, and what the page is called. */
export const Head = ({ shelf, title }: { shelf: Shelf; title: string }) => (
  <>
    <Back to={`/${shelf}`} />
    <Title text={title} />
  </>
)

type Props<S extends Shelf, D> = {
  editing: Editing<S, D>
  /** What it is called when it is new. */
  newTitle: string
  /** What is typed, fact by fact, so that it can be held against what is kept. */
  factsOf: (draft: D) => Fact[]
  /** Why it cannot be saved as it is. */
  reason?: string | null
  onRemoved: () => void
  aside?: ReactNode
  children: ReactNode
}

/** What stands around everything that is edited: the way back, saving, deleting, and who was faster. */
export function Frame<S extends Shelf, D>(props: Props<S, D>) {
  const { editing, newTitle, factsOf, reason = null, aside, children } = props
  const words = useWords()
  const { kept, theirs, shelf } = editing
  const removing = useRemoving(shelf, props.onRemoved)
  const wait = [editing.busy, removing.busy].includes(true) ? words.directory.saving : null
  const title = kept?.name ?? newTitle
  const form = useWrong(editing.failure)
  return (
    <>
      <Leaving dirty={editing.dirty && wait === null} />
      <Head shelf={shelf} title={title} />
      {theirs && (
        <Faster
          mine={factsOf(editing.draft)}
          theirs={factsOf(theirs)}
          reason={wait}
          onTake={editing.takeTheirs}
          onKeep={editing.saveOver}
        />
      )}
      {removing.users && <InUse users={removing.users} />}
      <div className="grid grid-cols-1 gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
        <form
          ref={form}
          aria-label={title}
          className="flex max-w-2xl min-w-0 flex-col gap-6"
          onSubmit={(event) => {
            event.preventDefault()
            if (wait === null) editing.save()
          }}
        >
          {children}
          <div className="flex flex-wrap items-center gap-2 border-t border-line pt-5">
            <Save reason={wait ?? reason} unchanged={editing.unchanged} />
            {kept && <Remove reason={wait} onRemove={() => removing.remove(kept)} />}
          </div>
        </form>
        <aside className="min-w-0 empty:hidden">{aside}</aside>
      </div>
    </>
  )
}

function Save({ reason, unchanged }: { reason: string | null; unchanged: boolean }) {
  const words = useWords().directory
  return (
    <Button
      type="submit"
      tone="primary"
      className="grow sm:grow-0 sm:px-8"
      icon={<SaveIcon aria-hidden className="size-4.5" />}
      reason={reason ?? (unchanged ? words.notChanged : null)}
    >
      {words.save}
    </Button>
  )
}

function Remove({ reason, onRemove }: { reason: string | null; onRemove: () => void }) {
  const words = useWords().directory
  return (
    <Button
      tone="danger"
      className="ml-auto"
      icon={<Trash2 aria-hidden className="size-4.5" />}
      reason={reason}
      onClick={onRemove}
    >
      {words.delete}
    </Button>
  )
}
