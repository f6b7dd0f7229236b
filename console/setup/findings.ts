import { useCallback, useEffect, useRef, useState } from 'react'
import type { Finding } from '../../src/wire/setup.ts'
import { readStream } from '../live/stream.ts'

/** Longer than a provider is waited for, twice. */
const SILENCE_MS = 20_000

/** What has been found so far; `over` when that is all; `error` when the check broke off. */
export type Findings = { found: readonly Finding[]; over: boolean; error: unknown }
const NOTHING: Findings = { found: [], over: false, error: null }

/** Checks at once, and again when it is asked to. Each finding is shown as it comes. */
export function useFindings(): Findings & { again: () => void } {
  const [findings, setFindings] = useState(NOTHING)
  const current = useRef<AbortController>(null)
  const begin = useCallback(() => {
    current.current?.abort()
    current.current = examine((change) => setFindings((now) => ({ ...now, ...change(now) })))
  }, [])
  useEffect(() => {
    begin()
    return () => current.current?.abort()
  }, [begin])
  const again = () => {
    setFindings(NOTHING)
    begin()
  }
  return { ...findings, again }
}

const nothing = () => {}

/** Returns what ends it; then it tells nothing more. */
function examine(tell: (change: (now: Findings) => Partial<Findings>) => void): AbortController {
  const leaving = new AbortController()
  const { signal } = leaving
  const data = (text: string) => {
    const said: Finding | 'done' = JSON.parse(text)
    if (signal.aborted) return
    if (said !== 'done') return tell(({ found }) => ({ found: [...found, said] }))
    tell(() => ({ over: true }))
    leaving.abort()
  }
  const reading = { silenceMs: SILENCE_MS, signal, opened: nothing, comment: nothing, data }
  void readStream('/api/v1/doctor', reading).catch((error: unknown) => {
    if (!signal.aborted) tell(() => ({ error }))
  })
  return leaving
}
