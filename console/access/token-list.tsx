import { KeyRound, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../i18n/doors.ts'
import { dateText, spanText, useServerNow } from '../live/time.ts'
import { dayText } from './day.ts'
import { Button } from '../parts/button.tsx'
import { Empty, Failure, Loading } from '../parts/states.tsx'
import { nameOf, useSession } from '../session/session.ts'
import { Revoke } from './revoke.tsx'
import { useTokens, type Token } from './tokens.ts'

export function TokenList() {
  const { doors } = useWords()
  const words = doors.access
  const { data: tokens, error, refetch } = useTokens()
  const { data: session } = useSession()
  const [revoking, setRevoking] = useState<Token | null>(null)
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!tokens) return <Loading />
  if (tokens.length === 0)
    return (
      <Empty icon={<KeyRound aria-hidden className="size-7" />} title={words.none}>
        {words.noneBody}
      </Empty>
    )
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {tokens.map((token) => (
          <Row
            key={token.id}
            token={token}
            own={token.id === session?.token_id}
            onRevoke={() => setRevoking(token)}
          />
        ))}
      </ul>
      {revoking && (
        <Revoke
          token={revoking}
          own={revoking.id === session?.token_id}
          last={tokens.length === 1}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  )
}

function Row({ token, own, onRevoke }: { token: Token; own: boolean; onRevoke: () => void }) {
  const all = useWords()
  const { doors, language } = all
  const words = doors.access
  const now = useServerNow(true, 30_000)
  const { name, created_at: made, last_used_at: used, last_used_from: by, sessions } = token
  return (
    <li className="flex items-start justify-between gap-3 py-3.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 font-semibold break-words">{nameOf(name, all)}</span>
          {own && (
            <span className="rounded-sm border border-line px-1.5 text-sm whitespace-nowrap text-soft">
              {words.own}
            </span>
          )}
        </p>
        <p className="break-words">
          {used === null
            ? words.neverUsed
            : words.used(spanText(Math.max(now - Date.parse(used), 0), language), nameOf(by ?? '', all))}
        </p>
        <p className="flex flex-wrap items-center gap-x-4 text-sm text-soft">
          <span title={dateText(Date.parse(made), language)}>{words.made(dayText(made, language))}</span>
          {sessions.length > 0 && (
            <span className="inline-flex items-center gap-1.5">
              <MonitorSmartphone aria-hidden className="size-4" />
              {words.browsers(sessions.length)}
            </span>
          )}
        </p>
      </div>
      <Button tone="danger" onClick={onRevoke}>
        {words.revoke}
        <span className="sr-only"> {name}</span>
      </Button>
    </li>
  )
}
