import { Unplug, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { useLiveState } from '../live/live.ts'
import { spanText } from '../live/time.ts'

/** Always in sight: whether what is shown is now. */
export function ConnectionState() {
  const words = useWords()
  const { status, transport } = useLiveState()
  const fine = status === 'connected'
  return (
    <p
      data-connection={status}
      title={fine && transport === 'stream' ? words.connection.byStream : undefined}
      className={`flex items-center gap-2 text-sm font-medium ${fine ? 'text-taken' : 'text-ringing'}`}
    >
      <span
        aria-hidden
        className={`size-2.5 shrink-0 rounded-full border-2 border-current ${fine ? 'bg-current' : ''}`}
      />
      {words.connection[status]}
    </p>
  )
}

/** Whoever looks at the past must know it, and how old it is. */
export function ConnectionBanner() {
  const words = useWords()
  const { status, heardAt } = useLiveState()
  const lost = status === 'reconnecting' || status === 'offline'
  const seconds = useAge(lost ? heardAt : null)
  return (
    <div role="status" className="no-print">
      {lost && (
        <div className="flex items-start gap-3 border-b border-ringing bg-panel px-4 py-2.5 text-ringing sm:px-6">
          {status === 'offline' ? (
            <WifiOff aria-hidden className="mt-0.5 size-5 shrink-0" />
          ) : (
            <Unplug aria-hidden className="mt-0.5 size-5 shrink-0" />
          )}
          <p>
            <strong>{words.connection[status]}.</strong>{' '}
            <span className="text-ink" aria-live="off">
              {words.connection.stale(heardAt === null ? null : spanText(seconds * 1000, words.language))}
            </span>
          </p>
        </div>
      )}
    </div>
  )
}

/** Seconds since `at` on the clock of `performance`. */
function useAge(at: number | null): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (at === null) return undefined
    const count = () => setSeconds(Math.round((performance.now() - at) / 1000))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [at])
  return seconds
}
