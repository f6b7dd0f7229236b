import { Unplug } from 'lucide-react'
import { useEffect, useReducer } from 'react'
import { useWords } from '../i18n/words.ts'
import { spanText } from '../live/time.ts'
import type { Phones } from './phones.ts'

/** Whether what a phone shows is now; said aloud when it no longer is, and how old it has become. */
export function LineState({ phones: { line, status } }: { phones: Phones }) {
  const { connection, language } = useWords()
  const lost = status === 'reconnecting'
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0)
  useEffect(() => {
    if (!lost) return undefined
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [lost])
  return (
    <div role="status" data-line={status}>
      {lost && (
        <p className="mt-2 flex items-start gap-2 rounded-md border border-ringing p-2 text-sm text-ringing">
          <Unplug aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong>{connection.reconnecting}.</strong>{' '}
            <span className="text-ink" aria-live="off">
              {connection.stale(spanText(line.age() * 1000, language))}
            </span>
          </span>
        </p>
      )}
    </div>
  )
}
