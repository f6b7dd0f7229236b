import { clockText, useTimeText } from '../live/time.ts'

/** How long it has been since, `00:07`; it stands still once `until` is known, or the connection is lost. Epoch ms. */
export function Clock({ since, until = null }: { since: number; until?: number | null }) {
  return useTimeText(until === null, (now) => clockText((until ?? now) - since))
}
