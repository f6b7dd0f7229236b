import { useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { problemText } from '../parts/states.tsx'
import { Refused, request } from './request.ts'
import { ownName, signIn, signOut } from './token.ts'

/** Stands in until sign-in by a link and a cookie is there. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const words = useWords()
  const [token, setToken] = useState('')
  const [name, setName] = useState(ownName)
  const [error, setError] = useState<string>()
  async function enter(): Promise<void> {
    signIn({ token: token.trim(), name: name.trim() })
    try {
      await request('/api/v1/escalations?limit=1')
      onDone()
    } catch (thrown) {
      signOut()
      const wrong = thrown instanceof Refused && thrown.problem.status === 401
      setError(wrong ? words.signIn.wrong : problemText(thrown, words))
    }
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-5 p-5">
      <img src="/assets/bell.svg" alt="" className="size-12 rounded-md" />
      <div>
        <h1 className="text-2xl font-bold">Nightbell</h1>
        <p className="text-soft">{words.appTagline}</p>
      </div>
      <form
        aria-label={words.signIn.title}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
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
