import { clockText, useTimeText } from '../live/time.ts'

/** How long it has been since, `00:07`; it stands still while the connection is lost. Epoch ms. */
export function Clock({ since }: { since: number }) {
  return useTimeText(true, (now) => clockText(now - since))
}
