/**
 * Twilio's connection overrides, written into a callback URL's fragment (`#rc=5&rp=all`).
 * Ranges and defaults: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 * A retry follows at once: no pause and no jitter between tries is documented. A retry policy that
 * does not exist is Twilio's error 11243; whether the request is made all the same is not documented,
 * and here it is, without that part. `e` (edge) and `sni` change nothing on a local network.
 */
export type Overrides = {
  retries: number
  retryOn: ReadonlySet<string>
  connectMs: number
  readMs: number
  totalMs: number
}

const everything = ['ct', 'rt', '4xx', '5xx']

export function readOverrides(url: string): Overrides {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '')
  const within = (name: string, least: number, most: number, otherwise: number): number => {
    const value = Number(fragment.get(name) ?? Number.NaN)
    return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : otherwise
  }
  const policy = (fragment.get('rp') ?? 'ct').split(',')
  return {
    retries: within('rc', 0, 5, 1),
    retryOn: new Set(policy.includes('all') ? everything : policy),
    connectMs: within('ct', 100, 10_000, 5000),
    readMs: within('rt', 100, 15_000, 15_000),
    totalMs: within('tt', 100, 15_000, 15_000),
  }
}
