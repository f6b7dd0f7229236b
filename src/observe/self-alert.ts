import type { Log } from './log.ts'
import type { Trouble } from './troubles.ts'

/** When a webhook that failed is tried again, ms. */
const AGAIN_MS = [5_000, 30_000, 120_000]
const TIMEOUT_MS = 5_000

export type SelfAlert = {
  type: 'self_alert'
  status: 'firing' | 'resolved'
  trouble: string
  detail: string
  hint: Trouble['hint']
  /** ISO 8601 with offset. */
  since: string
  /** The same as one sentence: what the incoming webhooks of chat systems show. */
  text: string
}

type On = { url: string; clock: { after(ms: number, run: () => void): () => void }; log: Log }

/**
 * Tells another system, by a webhook, that Nightbell is in trouble: whoever must be woken then cannot
 * be woken by Nightbell itself. Returns what to give to `Troubles.listen`.
 */
export function selfAlert({ url, clock, log }: On) {
  /** The newest word on each trouble: a late "firing" after "resolved" would stay red for good. */
  const newest = new Map<string, SelfAlert>()

  async function send(alert: SelfAlert, tries: number): Promise<void> {
    if (newest.get(alert.trouble) !== alert) return
    const failure = await post(url, alert)
    if (failure === null) return
    const wait = AGAIN_MS[tries]
    // The URL may hold a secret, as those of chat systems do.
    log.error({ trouble: alert.trouble, tries }, `the self-alert webhook failed: ${failure}`)
    if (wait !== undefined) clock.after(wait, () => void send(alert, tries + 1))
  }
  return (trouble: Trouble, status: SelfAlert['status']): void => {
    const alert = alertOf(trouble, status)
    newest.set(alert.trouble, alert)
    void send(alert, 0)
  }
}

async function post(url: string, alert: SelfAlert): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(alert),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.ok ? null : `HTTP ${response.status}`
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown'
  }
}

function alertOf({ kind, since, detail, hint }: Trouble, status: SelfAlert['status']): SelfAlert {
  const text =
    status === 'firing' ? `🔴 Nightbell: ${detail} ${hint.ko} ${hint.en}` : `🟢 Nightbell: over: ${detail}`
  return {
    type: 'self_alert',
    status,
    trouble: kind,
    detail,
    hint,
    since: new Date(since).toISOString(),
    text,
  }
}
