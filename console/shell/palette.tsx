import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { chooseLanguage, useWords } from '../i18n/words.ts'
import { useList } from '../directory/data.ts'
import { matches } from '../directory/matches.ts'
import { useEscalations } from '../live/live.ts'
import { PLACES } from './places.ts'
import { chooseTheme } from './theme.ts'

type Entry = { key: string; text: string; run: () => void }

/** More than these nobody looks through. */
const MOST_FOUND = 50
const SHELVES = ['contacts', 'groups', 'policies'] as const

/** What is found by its name, and is too much to be shown before anything is typed. */
function useDirectory(to: (path: string) => () => void): Entry[] {
  const { nav } = useWords()
  const lists = { contacts: useList('contacts'), groups: useList('groups'), policies: useList('policies') }
  return SHELVES.flatMap((shelf) =>
    (lists[shelf].data ?? []).map(({ id, name }) => ({
      key: id,
      text: `${nav.places[shelf]} · ${name}`,
      run: to(`/${shelf}/${id}`),
    })),
  )
}

/** What contains that which is typed, in any order of its words. */
function useFound(typed: string): Entry[] {
  const go = useNavigate()
  const to = (path: string) => () => void go(path)
  const [commands, directory] = [useCommands(to), useDirectory(to)]
  const all = typed.trim() === '' ? commands : [...commands, ...directory]
  return all.filter(({ text }) => matches(text, typed)).slice(0, MOST_FOUND)
}

function useCommands(to: (path: string) => () => void): Entry[] {
  const words = useWords()
  const recent = useEscalations('limit=30')
  return [
    ...PLACES.map((place) => ({
      key: place.name,
      text: words.nav.places[place.name],
      run: to(place.to),
    })),
    {
      key: 'language',
      text: words.palette.toLanguage,
      run: () => void chooseLanguage(words.language === 'ko' ? 'en' : 'ko'),
    },
    { key: 'light', text: words.palette.toLight, run: () => chooseTheme('light') },
    { key: 'dark', text: words.palette.toDark, run: () => chooseTheme('dark') },
    { key: 'system', text: words.palette.toSystem, run: () => chooseTheme('system') },
    ...(recent.data?.escalations ?? []).map(({ id, status, message }) => ({
      key: id,
      text: `${words.status[status]} · ${message || words.board.noMessage}`,
      run: to(`/escalations/${id}`),
    })),
  ]
}

/** Everything by keyboard: type, choose, Enter. */
export function Palette({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const list = useId()
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const found = useFound(query)
  const chosen = Math.min(index, found.length - 1)
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setIndex((chosen + step + found.length) % found.length)
    else if (event.key === 'Enter') run(found[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="arrives fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border border-edge bg-panel shadow-2xl">
          <Dialog.Title className="sr-only">{words.palette.title}</Dialog.Title>
          <input
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={found[chosen] && `${list}-${chosen}`}
            aria-label={words.palette.placeholder}
            placeholder={words.palette.placeholder}
            className="w-full bg-panel px-4 py-3.5 text-lg outline-none placeholder:text-soft"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setIndex(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div
            id={list}
            role="listbox"
            tabIndex={-1}
            aria-label={words.palette.title}
            className="max-h-[50vh] overflow-y-auto border-y border-line"
          >
            {found.map((entry, i) => (
              <Option
                key={entry.key}
                id={`${list}-${i}`}
                text={entry.text}
                chosen={i === chosen}
                onRun={() => run(entry)}
                onPoint={() => setIndex(i)}
              />
            ))}
          </div>
          <p className="px-4 py-2.5 text-sm text-soft">
            {found.length === 0 ? words.palette.none : words.palette.help}
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type OptionProps = { id: string; text: string; chosen: boolean; onRun: () => void; onPoint: () => void }

function Option({ id, text, chosen, onRun, onPoint }: OptionProps) {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) option.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input has the keys
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onClick={onRun}
      onMouseMove={onPoint}
      className="truncate px-4 py-2.5 aria-selected:bg-ink aria-selected:text-ground"
    >
      {text}
    </div>
  )
}
