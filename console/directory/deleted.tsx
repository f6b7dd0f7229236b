import { Undo2 } from 'lucide-react'
import { useWords } from '../i18n/directory.ts'
import { chosenZone } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { useDeleted, type Shelf } from './data.ts'
import { useRestoring } from './removing.ts'

/** What was deleted and can be brought back; nothing is shown where there is none. */
export function Deleted({ shelf }: { shelf: Shelf }) {
  const words = useWords()
  const { data = [] } = useDeleted(shelf)
  const restore = useRestoring(shelf)
  const day = (at: string) =>
    new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeZone: chosenZone() }).format(
      Date.parse(at),
    )
  if (data.length === 0) return null
  return (
    <details className="mt-8">
      <summary className="min-h-11 cursor-pointer py-2.5 font-medium text-soft">
        {words.directory.recentlyDeleted(data.length)}
      </summary>
      <ul className="divide-y divide-line border-y border-line">
        {data.map(({ id, name, restorable_until: until }) => (
          <li key={id} className="flex items-center gap-4 px-1 py-2 sm:px-2">
            <span className="min-w-0 grow">
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-soft">{words.directory.restorableUntil(day(until))}</span>
            </span>
            <Button icon={<Undo2 aria-hidden className="size-4.5" />} onClick={() => restore({ id, name })}>
              {words.directory.restore}
              <span className="sr-only"> ({name})</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
