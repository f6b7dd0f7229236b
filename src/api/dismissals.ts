import { setMaxListeners } from 'node:events'

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
