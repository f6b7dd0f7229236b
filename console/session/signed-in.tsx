import { useEffect, useState, type ReactNode } from 'react'
import { live } from '../live/live.ts'
import { SignIn } from './sign-in.tsx'
import { token } from './token.ts'

/** Nothing is shown, and nothing is listened to, before it is known who looks. */
export function SignedIn({ children }: { children: ReactNode }) {
  const [here, setHere] = useState(token() !== null)
  useEffect(() => {
    if (!here) return undefined
    const leaving = new AbortController()
    void live.run(leaving.signal)
    return () => leaving.abort()
  }, [here])
  return here ? children : <SignIn onDone={() => setHere(true)} />
}
