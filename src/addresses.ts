import { isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Where to reach a server that listens everywhere: here. */
export function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Where other machines on the same network reach a server that listens on `host`. */
export function addressesOn(host: string, port: number): string[] {
  const everywhere = host === '0.0.0.0' || host === '::'
  const others = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return others
    .filter(({ internal, address }) => !internal && isIPv4(address) && (everywhere || address === host))
    .map(({ address }) => `http://${address}:${port}`)
}
