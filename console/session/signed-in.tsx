import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { live } from '../live/live.ts'
import { Failure, Loading } from '../parts/states.tsx'
import { useSession } from './session.ts'

const SignIn = lazy(() => import('./sign-in.tsx').then((loaded) => ({ default: loaded.SignIn })))

/** Nothing is shown, and nothing is listened to, before it is known who looks. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useSession()
  const here = Boolean(data)
  useEffect(() => {
    if (!here) return undefined
    const leaving = new AbortController()
    void live.run(leaving.signal)
    return () => leaving.abort()
  }, [here])
  if (data === null)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn />
      </Suspense>
    )
  if (data) return children
  return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />
}
