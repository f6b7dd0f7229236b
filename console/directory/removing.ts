import { useState } from 'react'
import type { Problem } from '../../src/wire/problem.ts'
import { useWords } from '../i18n/directory.ts'
import { useOnce } from '../parts/once.ts'
import { say } from '../parts/toasts.tsx'
import { Refused } from '../session/request.ts'
import { remove, restore, type Shelf } from './data.ts'
import { refusedText } from './refused.ts'

export type Users = NonNullable<Problem['used_by']>

/** Deletes at once, because it can be undone; what is in use stays, and `users` says why. */
export function useRemoving(shelf: Shelf, onRemoved: () => void) {
  const words = useWords()
  const bringBack = useRestoring(shelf)
  const [users, setUsers] = useState<Users | null>(null)
  const { busy, run } = useOnce(async ({ id, name }: { id: string; name: string }) => {
    setUsers(null)
    try {
      await remove(shelf, id)
      onRemoved()
      say(words.directory.deleted(name), {
        undo: { label: words.directory.undo, run: () => bringBack({ id, name }) },
      })
    } catch (error) {
      const used = error instanceof Refused ? error.problem.used_by : undefined
      if (used) setUsers(used)
      else say(refusedText(error, words), { tone: 'error' })
    }
  })
  return { users, busy, remove: run }
}

export function useRestoring(shelf: Shelf) {
  const words = useWords()
  return ({ id, name }: { id: string; name: string }): void =>
    void restore(shelf, id).then(
      () => say(words.directory.restored(name)),
      (error: unknown) => say(refusedText(error, words), { tone: 'error' }),
    )
}
