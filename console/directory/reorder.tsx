import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useWords } from '../i18n/directory.ts'
import { useDrag } from './drag.ts'

type Props<T> = {
  items: readonly T[]
  keyOf: (item: T) => string
  nameOf: (item: T, index: number) => string
  onMove: (from: number, to: number) => void
  /** The item, beside its handle and its buttons. */
  children: (item: T, index: number) => ReactNode
}

/** Things in an order that a person sets: by drag, by buttons, or by the arrow keys on a handle. */
export function Reorder<T>({ items, keyOf, nameOf, onMove, children }: Props<T>) {
  const words = useWords().directory.order
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const help = useId()

  function move(from: number, to: number): void {
    const item = items[from]
    if (!item || to < 0 || to >= items.length || to === from) return
    setSaid(words.moved(nameOf(item, from), to + 1, items.length))
    onMove(from, to)
  }
  const drag = useDrag(list, move)

  return (
    <>
      {items.length > 1 && (
        <p id={help} className="mb-2 text-sm text-soft">
          {words.help}
        </p>
      )}
      <ol ref={list} className="flex flex-col gap-2">
        {items.map((item, i) => (
          <li
            key={keyOf(item)}
            style={drag.styleOf(i)}
            className="flex items-center gap-1 rounded-md border border-line bg-panel p-1 data-dragged:z-10 data-dragged:border-ink data-dragged:shadow-lg"
            {...(drag.isDragged(i) && { 'data-dragged': true })}
          >
            {items.length > 1 && (
              <>
                <button
                  type="button"
                  aria-label={words.handle(nameOf(item, i))}
                  aria-describedby={help}
                  className="flex min-h-11 w-9 shrink-0 cursor-grab touch-none items-center justify-center self-stretch rounded-md text-soft hover:bg-sunken active:cursor-grabbing"
                  onPointerDown={(event) => drag.begin(event, i)}
                  onKeyDown={(event) => {
                    const to = targetOf(event, i, items.length)
                    if (to !== null) move(i, to)
                  }}
                >
                  <GripVertical aria-hidden className="size-5" />
                </button>
                <Steps
                  name={nameOf(item, i)}
                  index={i}
                  last={items.length - 1}
                  onStep={(to) => move(i, to)}
                />
              </>
            )}
            <div className={`min-w-0 grow ${items.length > 1 ? '' : 'pl-3'}`}>{children(item, i)}</div>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

/** The items with that at `from` moved to `to`. */
export function inOrder<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(to, 0, ...items.slice(from, from + 1))
}

type StepsProps = { name: string; index: number; last: number; onStep: (to: number) => void }

function Steps({ name, index, last, onStep }: StepsProps) {
  const words = useWords().directory.order
  const step = (part: 'up' | 'down') => {
    const end = index === (part === 'up' ? 0 : last)
    const Icon = part === 'up' ? ArrowUp : ArrowDown
    return (
      <button
        type="button"
        aria-label={part === 'up' ? words.up(name) : words.down(name)}
        aria-disabled={end}
        title={end ? (part === 'up' ? words.isFirst : words.isLast) : undefined}
        onClick={() => onStep(index + (part === 'up' ? -1 : 1))}
        className="flex h-8 w-10 items-center justify-center rounded-sm text-soft hover:bg-sunken hover:text-ink aria-disabled:cursor-not-allowed aria-disabled:opacity-35"
      >
        <Icon aria-hidden className="size-4.5" />
      </button>
    )
  }
  return (
    <div className="flex shrink-0 flex-col">
      {step('up')}
      {step('down')}
    </div>
  )
}

/** Where an arrow key, Home or End on the handle of the item at `from` takes it. */
function targetOf(event: KeyboardEvent, from: number, count: number): number | null {
  const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: count - 1 }[event.key]
  if (to === undefined) return null
  event.preventDefault()
  return to
}
