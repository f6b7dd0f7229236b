import { LogOut, Plus, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../i18n/doors.ts'
import { dayText } from './day.ts'
import { Button } from '../parts/button.tsx'
import { nameOf, useSession } from '../session/session.ts'
import { useSignOut } from '../session/sign-out.ts'
import { Title } from '../shell/title.tsx'
import { NewToken } from './new-token.tsx'
import { SessionList } from './session-list.tsx'
import { SignInLink } from './sign-in-link.tsx'
import { TokenList } from './token-list.tsx'

/** Who may come in: this browser, other devices, programs. */
export function Access() {
  const { doors, nav } = useWords()
  const words = doors.access
  const [open, setOpen] = useState<'link' | 'token' | null>(null)
  return (
    <div className="max-w-4xl">
      <Title text={nav.places.tokens} />
      <section aria-labelledby="here" className="rounded-lg border border-line bg-panel p-4 sm:p-5">
        <h2 id="here" className="text-sm font-medium text-soft">
          {words.here}
        </h2>
        <ThisBrowser />
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-4">
          <p className="min-w-56 grow basis-64">{words.anotherBody}</p>
          <Button
            className="grow sm:grow-0"
            icon={<Smartphone aria-hidden className="size-4.5" />}
            onClick={() => setOpen('link')}
          >
            {words.another}
          </Button>
        </div>
      </section>
      <section aria-labelledby="sessions" className="mt-9">
        <h2 id="sessions" className="text-lg font-semibold">
          {words.sessions}
        </h2>
        <p className="mb-3 max-w-prose text-soft">{words.sessionsBody}</p>
        <SessionList />
      </section>
      <section aria-labelledby="tokens" className="mt-9">
        <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="max-w-prose grow basis-80">
            <h2 id="tokens" className="text-lg font-semibold">
              {words.tokens}
            </h2>
            <p className="text-soft">{words.tokensBody}</p>
          </div>
          <Button
            tone="primary"
            className="grow sm:grow-0"
            icon={<Plus aria-hidden className="size-5" />}
            onClick={() => setOpen('token')}
          >
            {words.make}
          </Button>
        </div>
        <TokenList />
      </section>
      {open === 'link' && <SignInLink onClose={() => setOpen(null)} />}
      {open === 'token' && <NewToken onClose={() => setOpen(null)} />}
    </div>
  )
}

function ThisBrowser() {
  const all = useWords()
  const { doors, language } = all
  const words = doors.access
  const { data: session } = useSession()
  const signOut = useSignOut()
  if (!session) return null
  const { name, signed_in_at: since, expires_at: until } = session
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <div className="min-w-56 grow basis-64">
        <p className="text-xl font-bold break-words">{nameOf(name, all)}</p>
        <p className="text-soft">
          {since !== null && `${words.signedIn(dayText(since, language))} · `}
          {until !== null && words.lasts(dayText(until, language))}
        </p>
      </div>
      <Button className="grow sm:grow-0" icon={<LogOut aria-hidden className="size-4.5" />} onClick={signOut}>
        {words.signOut}
      </Button>
    </div>
  )
}
