import { Dialog } from '@base-ui/react/dialog'
import { Ellipsis, X } from 'lucide-react'
import { useState } from 'react'
import { NavLink, useLocation } from 'react-router'
import { useWords } from '../i18n/words.ts'
import { grouped, isAt, PLACES, type Place } from './places.ts'

/** At the side of a desk: everything, in groups. */
export function SideBar() {
  const words = useWords()
  return (
    <nav aria-label={words.nav.label} className="-mx-2 hidden min-h-0 overflow-y-auto px-2 lg:block">
      <Groups places={PLACES} className="px-3 py-2" />
    </nav>
  )
}

/** At the thumb on a phone: what is needed at night, and the way to the rest. */
export function BottomBar() {
  const words = useWords()
  return (
    <nav
      aria-label={words.nav.label}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {PLACES.filter(({ thumb }) => thumb).map(({ name, to, icon: Icon }) => (
        <NavLink key={to} to={to} end={to === '/'} className={THUMB}>
          <Icon aria-hidden className="size-5" />
          {words.nav.places[name]}
        </NavLink>
      ))}
      <More places={PLACES.filter(({ thumb }) => !thumb)} />
    </nav>
  )
}

const THUMB =
  'flex min-h-14 flex-col items-center justify-center gap-0.5 text-sm font-medium text-soft aria-[current=page]:font-bold aria-[current=page]:text-ink'

function More({ places }: { places: readonly Place[] }) {
  const words = useWords()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  const here = places.some((place) => isAt(pathname, place))
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className={THUMB} aria-current={here ? 'page' : undefined}>
        <Ellipsis aria-hidden className="size-5" />
        {words.nav.more}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade lg:hidden" />
        <Dialog.Popup className="arrives fixed inset-x-0 bottom-0 z-50 max-h-[85dvh] overflow-y-auto rounded-t-lg border-t border-edge bg-panel px-3 pt-3 pb-[max(1rem,env(safe-area-inset-bottom))] shadow-2xl lg:hidden">
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="text-lg font-semibold">{words.nav.more}</Dialog.Title>
            <Dialog.Close
              aria-label={words.state.close}
              className="inline-flex size-11 items-center justify-center rounded-md text-soft"
            >
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </div>
          <Groups places={places} className="px-3 py-2.5" onGo={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type GroupsProps = { places: readonly Place[]; className: string; onGo?: () => void }

function Groups({ places, className, onGo }: GroupsProps) {
  const words = useWords()
  return grouped(places).map(([group, members]) => (
    <div key={group} className="mt-3 first:mt-0">
      <p aria-hidden className="px-3 pb-0.5 text-sm text-soft">
        {words.nav.groups[group]}
      </p>
      <ul aria-label={words.nav.groups[group]}>
        {members.map(({ name, to, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === '/'}
              onClick={onGo}
              className={`flex min-h-11 items-center gap-3 rounded-md text-base font-medium text-soft hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-bold aria-[current=page]:text-ink ${className}`}
            >
              <Icon aria-hidden className="size-5 shrink-0" />
              {words.nav.places[name]}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  ))
}
