import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { matches } from './matches.ts'
import { Empty, Failure, Loading } from '../parts/states.tsx'
import { Title } from '../shell/title.tsx'
import { useList, type Entries, type Shelf } from './data.ts'
import { Deleted } from './deleted.tsx'

type Props<S extends Shelf> = {
  shelf: S
  searchHint: string
  /** What is searched besides the name. */
  textOf: (entry: Entries[S]) => string
  tools: ReactNode
  /** Shown in place of the list when there is none. */
  empty: ReactNode
  children: (entry: Entries[S]) => ReactNode
}

/** All of a shelf by name, what one types to find them, and what was deleted lately. */
export function ShelfList<S extends Shelf>({ shelf, searchHint, textOf, tools, empty, children }: Props<S>) {
  const words = useWords()
  const { data, error, refetch } = useList(shelf)
  return (
    <>
      <Title
        text={words.directory[shelf]}
        tools={data && data.length > 0 && <div className="flex flex-wrap gap-2">{tools}</div>}
      />
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.length === 0 ? (
        empty
      ) : (
        <Found shelf={shelf} entries={data} searchHint={searchHint} textOf={textOf}>
          {children}
        </Found>
      )}
      <Deleted shelf={shelf} />
    </>
  )
}

type FoundProps<S extends Shelf> = Omit<Props<S>, 'tools' | 'empty'> & { entries: readonly Entries[S][] }

/** What is looked for stands in the address: it can be gone back to. */
function Found<S extends Shelf>({ shelf, entries, searchHint, textOf, children }: FoundProps<S>) {
  const words = useWords().directory
  const [params, setParams] = useSearchParams()
  const query = params.get('q') ?? ''
  const look = (q: string) => setParams(q === '' ? {} : { q }, { replace: true })
  const found = entries.filter((entry) => matches(`${entry.name} ${textOf(entry)}`, query))
  return (
    <>
      <div className="mb-3 flex items-center gap-4">
        <Field label={words.search} hideLabel className="relative max-w-md grow">
          {(bound) => (
            <>
              <Search aria-hidden className="absolute top-3 left-3 size-5 text-soft" />
              <input
                {...bound}
                type="search"
                placeholder={searchHint}
                className={`${inputClass} pl-10`}
                value={query}
                onChange={(event) => look(event.target.value)}
              />
            </>
          )}
        </Field>
        <p role="status" className="shrink-0 text-sm text-soft">
          {words.found(found.length, entries.length)}
        </p>
      </div>
      {found.length === 0 ? (
        <Empty
          title={words.nothingFound}
          action={<Button onClick={() => look('')}>{words.showAll}</Button>}
        />
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.map((entry) => (
            <li key={entry.id}>
              <Link
                to={`/${shelf}/${entry.id}`}
                className="grid min-h-14 grid-cols-1 items-center gap-x-5 gap-y-0.5 px-1 py-2.5 hover:bg-sunken sm:px-2 lg:grid-cols-[minmax(10rem,1.1fr)_minmax(12rem,1.3fr)_minmax(0,1.6fr)]"
              >
                {children(entry)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** The way to the next step, in the look of a button. */
export function LinkButton({
  to,
  tone = 'plain',
  icon,
  children,
}: {
  to: string
  tone?: 'primary' | 'plain'
  icon?: ReactNode
  children: ReactNode
}) {
  const look =
    tone === 'primary'
      ? 'border-ink bg-ink text-ground hover:opacity-85'
      : 'border-edge bg-panel hover:bg-sunken'
  return (
    <Link
      to={to}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 font-medium ${look}`}
    >
      {icon}
      {children}
    </Link>
  )
}
