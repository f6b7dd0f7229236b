import { useState } from 'react'
import { useWords } from '../i18n/directory.ts'
import { useOnce } from '../parts/once.ts'
import { say } from '../parts/toasts.tsx'
import { Refused } from '../session/request.ts'
import { loadEntry, save, type Entries, type Shelf } from './data.ts'
import { fieldErrors } from './refused.ts'

type Page<S extends Shelf, D> = {
  shelf: S
  /** What is kept; null: it is a new one. */
  kept: Entries[S] | null
  /** What is typed into, begun with what is kept. */
  open: (kept: Entries[S] | null) => D
  bodyOf: (draft: D) => { name: string } & object
  onSaved: (saved: Entries[S]) => void
}

export type Editing<S extends Shelf, D> = ReturnType<typeof useEditing<S, D>>

/** Editing one entry: what is typed, what was wrong with it, and what somebody else has kept meanwhile. */
export function useEditing<S extends Shelf, D>({ shelf, kept, open, bodyOf, onSaved }: Page<S, D>) {
  const words = useWords()
  const [base, setBase] = useState(kept)
  const [draft, setDraft] = useState(() => open(kept))
  const [failure, setFailure] = useState<unknown>(null)
  const [newer, setNewer] = useState<Entries[S] | null>(null)
  const { busy, run: keep } = useOnce(async (over: Entries[S] | null) => {
    setFailure(null)
    try {
      const saved = await save(shelf, over, bodyOf(draft))
      setBase(saved)
      setDraft(open(saved))
      setNewer(null)
      say(words.directory.saved(saved.name))
      onSaved(saved)
    } catch (error) {
      const theirs = over && isOutdated(error) ? await loadEntry(shelf, over.id).catch(() => null) : null
      if (theirs) setNewer(theirs)
      else setFailure(error)
    }
  })

  const dirty = textOf(bodyOf(draft)) !== textOf(bodyOf(open(base)))
  return {
    shelf,
    kept: base,
    draft,
    change: (part: Partial<D>) => setDraft({ ...draft, ...part }),
    dirty,
    unchanged: base !== null && !dirty,
    busy,
    failure,
    errors: fieldErrors(failure, words),
    /** What somebody else has kept meanwhile, as it would be typed. */
    theirs: newer && open(newer),
    save: () => keep(base),
    saveOver: () => keep(newer),
    takeTheirs: () => {
      setBase(newer)
      setDraft(open(newer))
      setNewer(null)
    },
  }
}

const textOf = (body: object) => JSON.stringify(body)

const isOutdated = (error: unknown): boolean =>
  error instanceof Refused && error.problem.type === '/problems/changed-meanwhile'
