import { Command, Gauge, PhoneCall } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { NavLink, Outlet } from 'react-router'
import { useWords } from '../i18n/words.ts'
import { IconButton } from '../parts/button.tsx'
import { Loading } from '../parts/states.tsx'
import { Toasts } from '../parts/toasts.tsx'
import { ConnectionBanner, ConnectionState } from './connection.tsx'
import { Settings } from './settings.tsx'

const Palette = lazy(() => import('./palette.tsx').then(({ Palette: found }) => ({ default: found })))

/** What stands around every page: the way to the others, and whether what is shown is now. */
export function Shell() {
  const words = useWords()
  const [palette, setPalette] = usePalette()
  const openPalette = (
    <IconButton
      label={`${words.nav.search} (Ctrl/⌘ K)`}
      icon={<Command aria-hidden className="size-5" />}
      onClick={() => setPalette(true)}
    />
  )
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="absolute -top-20 left-2 z-50 rounded-md bg-ink px-4 py-2 text-ground focus:top-2"
      >
        {words.skip}
      </a>
      <header className="no-print sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-ground px-4 py-1.5 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-6 lg:border-r lg:border-b-0 lg:px-4 lg:py-6">
        <Logo />
        <Nav />
        <div className="ml-auto flex items-center gap-1 lg:mt-auto lg:ml-0 lg:flex-col lg:items-start lg:gap-2">
          <ConnectionState />
          <div className="flex lg:-ml-2.5">
            <span className="hidden sm:inline">{openPalette}</span>
            <Settings />
          </div>
        </div>
      </header>
      <div className="min-w-0 pb-24 lg:pb-10">
        <ConnectionBanner />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto max-w-[120rem] px-4 pt-5 outline-none sm:px-6 lg:px-8 lg:pt-7"
        >
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Suspense>{palette && <Palette onClose={() => setPalette(false)} />}</Suspense>
      <Toasts />
    </div>
  )
}

function Logo() {
  const words = useWords()
  return (
    <NavLink to="/" className="flex items-center gap-2.5" title={words.appTagline}>
      <img src="/assets/bell.svg" alt="" className="size-8 rounded-md" />
      <span className="text-lg font-bold tracking-tight">Nightbell</span>
    </NavLink>
  )
}

/** At the thumb on a phone, at the side on a desk. */
function Nav() {
  const words = useWords()
  const places = [
    { to: '/', text: words.nav.board, icon: Gauge },
    { to: '/simulator', text: words.nav.simulator, icon: PhoneCall },
  ]
  return (
    <nav
      aria-label={words.nav.label}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] lg:static lg:flex-col lg:gap-1 lg:border-0"
    >
      {places.map(({ to, text, icon: Icon }) => (
        <NavLink
          key={to}
          to={to}
          end={to === '/'}
          className="flex min-h-14 grow flex-col items-center justify-center gap-0.5 text-sm font-medium text-soft aria-[current=page]:font-bold aria-[current=page]:text-ink lg:min-h-11 lg:grow-0 lg:flex-row lg:justify-start lg:gap-3 lg:rounded-md lg:px-3 lg:text-base lg:hover:bg-sunken lg:aria-[current=page]:bg-sunken"
        >
          <Icon aria-hidden className="size-5" />
          {text}
        </NavLink>
      ))}
    </nav>
  )
}

/** Ctrl or ⌘ with K. */
function usePalette() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen((now) => !now)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return [open, setOpen] as const
}
