import { Command } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { NavLink, Outlet, ScrollRestoration } from 'react-router'
import { useGlyphs } from '../i18n/glyphs.ts'
import { useWords } from '../i18n/words.ts'
import { IconButton } from '../parts/button.tsx'
import { Loading } from '../parts/states.tsx'
import { say, Toasts } from '../parts/toasts.tsx'
import { ConnectionBanner, ConnectionState } from './connection.tsx'
import { BottomBar, SideBar } from './nav.tsx'
import { Settings } from './settings.tsx'

const loadPalette = () => import('./palette.tsx').then(({ Palette: found }) => ({ default: found }))
const Palette = lazy(loadPalette)

/** What stands around every page: the way to the others, and whether what is shown is now. */
export function Shell() {
  const words = useWords()
  const palette = usePalette(words.state.unreachableTitle)
  useGlyphs()
  const openPalette = (
    <IconButton
      label={`${words.nav.search} (Ctrl/⌘ K)`}
      icon={<Command aria-hidden className="size-5" />}
      onClick={palette.open}
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
        <SideBar />
        <div className="ml-auto flex items-center gap-1 lg:mt-auto lg:ml-0 lg:flex-col lg:items-start lg:gap-2">
          <ConnectionState />
          <div className="flex lg:-ml-2.5">
            <span className="hidden sm:inline">{openPalette}</span>
            <Settings />
          </div>
        </div>
      </header>
      <BottomBar />
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
      <Suspense>{palette.isOpen && <Palette onClose={palette.close} />}</Suspense>
      <Toasts />
      <ScrollRestoration />
    </div>
  )
}

function Logo() {
  const words = useWords()
  return (
    <NavLink to="/" className="flex items-center gap-2.5" title={words.appTagline}>
      <img src="/assets/bell.svg" alt="" className="size-8 rounded-md" />
      <span className="text-lg font-bold tracking-tight max-[16rem]:sr-only">Nightbell</span>
    </NavLink>
  )
}

/** Ctrl or ⌘ with K. Where its code cannot be fetched, `unreachable` is said. */
function usePalette(unreachable: string) {
  const [state, setState] = useState<'not loaded' | 'closed' | 'open'>('not loaded')
  const isOpen = state === 'open'
  const close = useCallback(() => setState('closed'), [])
  const open = useCallback(() => {
    // At once, for who types on.
    if (state !== 'not loaded') setState('open')
    else
      void loadPalette().then(
        () => setState('open'),
        () => say(unreachable, { tone: 'error' }),
      )
  }, [state, unreachable])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      if (isOpen) close()
      else open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOpen, open, close])
  return { isOpen, open, close }
}
