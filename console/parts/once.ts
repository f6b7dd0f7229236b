import { useRef, useState } from 'react'

/**
 * Does one thing at a time: what is asked for while it is under way is not done a second time, also
 * before the page shows that it is. `work` says itself what went wrong.
 */
export function useOnce<A extends unknown[]>(work: (...what: A) => Promise<unknown>) {
  const underWay = useRef(false)
  const [busy, setBusy] = useState(false)
  async function run(...what: A): Promise<void> {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    try {
      await work(...what)
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { busy, run: (...what: A): void => void run(...what) }
}
