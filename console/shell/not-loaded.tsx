import { WifiOff } from 'lucide-react'
import { useEffect, useRef, type ComponentType } from 'react'
import { useRouteError } from 'react-router'
import { useWords } from '../i18n/words.ts'
import { useLiveState } from '../live/live.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'
import { Title } from './title.tsx'

/** The code of a page could not be fetched. */
class NotFetched extends Error {}

/** A page whose code is fetched when it is first opened. */
export const page = (path: string, load: () => Promise<ComponentType>) => ({
  path,
  lazy: async () => ({
    Component: await load().catch((error: unknown) => {
      throw new NotFetched(path, { cause: error })
    }),
  }),
})

/** In the place of a page that could not be fetched, and what runs stays in reach. It comes by itself with the connection. */
export function NotLoaded() {
  const error = useRouteError()
  const { state } = useWords()
  const { status } = useLiveState()
  const connected = status === 'connected'
  const lost = useRef(!connected)
  useEffect(() => {
    if (connected && lost.current) location.reload()
    lost.current ||= !connected
  }, [connected])
  // Our own mistake.
  if (!(error instanceof NotFetched)) throw error
  const title = connected ? state.error : state.unreachableTitle
  return (
    <div role="alert">
      <Title text={title} />
      <Empty
        icon={<WifiOff aria-hidden className="size-7" />}
        title={title}
        action={connected && <Button onClick={() => location.reload()}>{state.reload}</Button>}
      >
        {connected ? undefined : state.unreachable}
      </Empty>
    </div>
  )
}
