import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/doors.ts'
import { spanText, useServerNow } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useOnce } from '../parts/once.ts'
import { problemText } from '../parts/states.tsx'
import { say } from '../parts/toasts.tsx'
import { nameOf } from '../session/session.ts'
import { useRevokeToken, type Token } from './tokens.ts'

/** The token that the first start makes and leaves in the data folder: src/admin-access.ts. */
const FIRST = 'tok_first_start'

type Props = { token: Token; own: boolean; last: boolean; onClose: () => void }

/** Says what ends with a token before it does. */
export function Revoke({ token, own, last, onClose }: Props) {
  const all = useWords()
  const words = all.doors.access
  const revoke = useRevokeToken()
  const { busy, run: confirm } = useOnce(() =>
    revoke
      .mutateAsync(token.id)
      .then(
        () => say(words.revoked(token.name)),
        (error: unknown) => say(problemText(error, all), { tone: 'error' }),
      )
      .finally(onClose),
  )
  return (
    <Dialog title={words.revokeTitle(token.name)} about={words.revokeBody} onClose={onClose}>
      {token.sessions.length > 0 && <Sessions sessions={token.sessions} />}
      {token.open_links > 0 && <p>{words.openLinks(token.open_links)}</p>}
      {token.id === FIRST && <p>{words.revokeFirst}</p>}
      {own && <Warning>{words.revokeOwn}</Warning>}
      {last && <Warning>{words.revokeLast}</Warning>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {all.doors.cancel}
        </Button>
        <Button tone="danger" reason={busy ? all.actions.busy : null} onClick={confirm}>
          {words.revokeOf(token.name)}
        </Button>
      </div>
    </Dialog>
  )
}

function Sessions({ sessions }: Pick<Token, 'sessions'>) {
  const words = useWords()
  const { doors, language } = words
  const now = useServerNow(false)
  return (
    <div>
      <h3 className="text-sm font-medium text-soft">{doors.access.ends}</h3>
      <ul className="mt-1 divide-y divide-line border-y border-line">
        {sessions.map(({ name, signed_in_at: at, last_used_at: used, current }) => (
          <li key={`${name} ${at}`} className="flex flex-wrap justify-between gap-x-4 py-1.5">
            <span className="min-w-0 break-words">
              {nameOf(name, words)}
              {current && <strong> ({doors.access.endsHere})</strong>}
            </span>
            <span className="text-soft">
              {doors.ago(spanText(Math.max(now - Date.parse(used), 0), language))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2.5 rounded-md border border-exhausted p-3 font-medium">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-exhausted" />
      <span>{children}</span>
    </p>
  )
}
