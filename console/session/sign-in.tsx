import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type { SignInLink as SignInLinkSchema } from '../../src/wire/access.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { useOnce } from '../parts/once.ts'
import { problemText } from '../parts/states.tsx'
import { request } from './request.ts'
import { isNotSignedIn, newSignIn } from './session.ts'

type SignInLink = z.infer<typeof SignInLinkSchema>

/** The door. A sign-in link is the usual way in; who has no other has a token of the server's. */
export function SignIn() {
  const words = useWords()
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  // Whoever is at the door finds nothing of who was here before.
  useEffect(() => sessionStorage.clear(), [])
  const { run: enter } = useOnce(async () => {
    try {
      const { url } = await linkFor(token.trim(), name.trim())
      const refused = await follow(url)
      if (refused !== null) setError(words.signIn.notTaken(refused))
      else if (!(await newSignIn(queries))) setError(words.signIn.noCookie)
    } catch (thrown) {
      setError(isNotSignedIn(thrown) ? words.signIn.wrong : problemText(thrown, words))
    }
  })
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-5 p-5">
      <img src="/assets/bell.svg" alt="" className="size-12 rounded-md" />
      <div>
        <h1 className="text-2xl font-bold">Nightbell</h1>
        <p className="text-soft">{words.appTagline}</p>
      </div>
      <p>
        {words.signIn.byLink}{' '}
        <code className="rounded-sm bg-sunken px-1.5 py-0.5 whitespace-nowrap">
          npx nightbell sign-in-link
        </code>
      </p>
      <form
        aria-label={words.signIn.title}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          enter()
        }}
      >
        <Field label={words.signIn.token} hint={words.signIn.tokenHint} error={error}>
          {(bound) => (
            <input
              {...bound}
              type="password"
              autoComplete="current-password"
              required
              className={inputClass}
              value={token}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.signIn.name} hint={words.signIn.nameHint}>
          {(bound) => (
            <input
              {...bound}
              autoComplete="name"
              maxLength={80}
              className={inputClass}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" tone="primary">
          {words.signIn.submit}
        </Button>
      </form>
    </main>
  )
}

/** What stays in the browser is a session, and not the token. */
const linkFor = (token: string, name: string): Promise<SignInLink> =>
  request<SignInLink>('/api/v1/session/sign-in-links', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: name === '' ? {} : { name },
  })

/** At the address where this page is: the link's own is the one for the outside. Null when it was taken, else what was answered. */
async function follow(url: string): Promise<string | null> {
  const { pathname, search } = new URL(url)
  const answer = await fetch(pathname + search, { method: 'POST', redirect: 'manual' })
  return answer.type === 'opaqueredirect' ? null : `${answer.status} ${answer.statusText}`
}
