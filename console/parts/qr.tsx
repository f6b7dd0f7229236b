import { renderSVG } from 'uqr'

const isHere = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** Where another device finds us: the address that this page has, unless that is only this machine. Null when it cannot. */
export const addressFor = (addresses: readonly string[]): string | null =>
  isHere(location.hostname) ? (addresses[0] ?? null) : location.origin

/** A link that names only this machine, as another device must say it; null when it cannot reach us. */
export function linkFor(url: string, addresses: readonly string[]): string | null {
  const { hostname, pathname, search } = new URL(url)
  if (!isHere(hostname)) return url
  const address = addressFor(addresses)
  return address && `${address}${pathname}${search}`
}

/** Dark on light whatever the theme: many cameras read nothing else. */
export function QrCode({ link }: { link: string }) {
  const image = `data:image/svg+xml,${encodeURIComponent(renderSVG(link, { border: 3 }))}`
  return <img src={image} alt="QR" className="mx-auto w-full max-w-64 rounded-md" />
}
