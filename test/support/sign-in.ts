import { json, type World } from './world.ts'

/** Presses the button behind a link, as a browser would that is near the server: not by the public address. */
export const open = (world: World, url: string, init: RequestInit = {}) =>
  world.send(`${world.app.url}${new URL(url).pathname}${new URL(url).search}`, {
    method: 'POST',
    redirect: 'manual',
    ...init,
  })

export async function link(world: World, token?: string): Promise<string> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return (await json(world.ask('POST', '/api/v1/session/sign-in-links', { name: '홍길동' }, headers))).url
}

/** What a browser has after it was signed in. */
export async function cookie(world: World, url: string): Promise<string> {
  return (await open(world, url)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Signs a browser in; what it sends afterwards carries its cookie, as a browser's own page would. */
export async function browser(world: World, url: string) {
  const Cookie = await cookie(world, url)
  return (method: string, target: string, headers: Record<string, string> = {}) =>
    world.send(`${world.app.url}${target}`, {
      method,
      headers: { Cookie, Origin: world.app.url, ...headers },
    })
}
