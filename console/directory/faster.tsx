import { History } from 'lucide-react'
import { useWords } from '../i18n/directory.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from './notice.tsx'

export type Fact = { label: string; text: string }

type Props = {
  mine: readonly Fact[]
  theirs: readonly Fact[]
  reason: string | null
  onTake: () => void
  onKeep: () => void
}

/** Somebody has saved it since it was opened here: shows where it differs now, and lets the reader choose. */
export function Faster({ mine, theirs, reason, onTake, onKeep }: Props) {
  const words = useWords().directory
  const different = theirs.filter(
    ({ label, text }) => mine.find((fact) => fact.label === label)?.text !== text,
  )
  return (
    <Notice title={words.faster} icon={<History aria-hidden className="size-5" />}>
      <p className="mt-1 text-soft">{words.fasterBody}</p>
      <dl className="mt-3 grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {different.map(({ label, text }) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="font-medium whitespace-pre-line">{text || words.none}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button tone="primary" reason={reason} onClick={onTake}>
          {words.takeTheirs}
        </Button>
        <Button reason={reason} onClick={onKeep}>
          {words.keepMine}
        </Button>
      </div>
    </Notice>
  )
}
