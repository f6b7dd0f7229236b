import type { Context } from 'hono'
import { setMaxListeners } from 'node:events'
import type { House } from './routes.ts'
import type { Who } from './who.ts'

/**
 * Where open streams hear that their watcher was signed out, or had their token revoked, on this
 * node; on another one they find out at their next heartbeat. The id of the session or token is the
 * type of the event.
 */
export function newDismissals(): EventTarget {
  const dismissals = new EventTarget()
  setMaxListeners(0, dismissals) // One for each watcher.
  return dismissals
}

export const dismiss = (dismissals: EventTarget, id: string): void =>
  void dismissals.dispatchEvent(new Event(id))

export function leaveWhenDismissed(c: Context, { dismissals }: House, leaving: AbortController): void {
  const who: Who | undefined = c.get('who')
  if (!who) return // A phone's own key lasts as long as this process.
  const { tokenId, session } = who
  for (const id of session ? [tokenId, session.id] : [tokenId])
    dismissals.addEventListener(id, () => leaving.abort(), { signal: leaving.signal })
}

/** Whoever was signed out, or whose token was revoked, sees nothing more. */
export async function isStillIn(c: Context, { whoIs, log }: House): Promise<boolean> {
  try {
    return (await whoIs(c)) !== null
  } catch (error) {
    log.warn({ err: error }, 'could not look whether a watcher is still signed in')
    return true
  }
}
