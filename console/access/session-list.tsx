import { useState } from 'react'
import type { BrowserSession } from '../../src/wire/access.ts'
import { useWords } from '../i18n/doors.ts'
import { dateText, spanText, useServerNow } from '../live/time.ts'
import { Button } from '../parts/button.tsx'
import { Failure, Loading } from '../parts/states.tsx'
import { nameOf } from '../session/session.ts'
import { dayText } from './day.ts'
import { EndSessions } from './end-sessions.tsx'
import { useSessions } from './sessions.ts'

/** Every browser that is signed in, this one first, then whoever was here last. */
export function SessionList() {
  const { doors } = useWords()
  const words = doors.access
  const { data: sessions, error, refetch } = useSessions()
  const [ending, setEnding] = useState<BrowserSession[]>([])
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!sessions) return <Loading />
  const here = sessions.filter(({ current }) => current)
  const others = sessions.filter(({ current }) => !current).toSorted(byLastUse)
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {[...here, ...others].map((session) => (
          <Row key={session.id} session={session} onEnd={() => setEnding([session])} />
        ))}
      </ul>
      {others.length === 0 && <p className="pt-3 text-soft">{words.noOthers}</p>}
      {others.length > 1 && (
        <div className="flex justify-end pt-3">
          <Button tone="danger" className="grow sm:grow-0" onClick={() => setEnding(others)}>
            {words.endOthers}
          </Button>
        </div>
      )}
      {ending.length > 0 && <EndSessions sessions={ending} onClose={() => setEnding([])} />}
    </>
  )
}

const byLastUse = (a: BrowserSession, b: BrowserSession) =>
  Date.parse(b.last_used_at) - Date.parse(a.last_used_at)

function Row({ session, onEnd }: { session: BrowserSession; onEnd: () => void }) {
  const all = useWords()
  const { doors, language } = all
  const words = doors.access
  const now = useServerNow(true, 30_000)
  const { signed_in_at: since, last_used_at: used, current } = session
  const name = nameOf(session.name, all)
  return (
    <li className="flex items-center justify-between gap-3 py-3.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 font-semibold break-words">{name}</span>
          {current && (
            <span className="rounded-sm border border-line px-1.5 text-sm whitespace-nowrap text-soft">
              {words.here}
            </span>
          )}
        </p>
        <p className="text-sm text-soft">
          <span title={dateText(Date.parse(since), language)}>
            {words.signedIn(dayText(since, language))}
          </span>
          {!current && ` · ${words.seen(spanText(Math.max(now - Date.parse(used), 0), language))}`}
        </p>
      </div>
      {!current && (
        <Button tone="danger" className="shrink-0 whitespace-nowrap" onClick={onEnd}>
          {words.end}
          <span className="sr-only"> {name}</span>
        </Button>
      )}
    </li>
  )
}
