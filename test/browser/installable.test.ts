import { expect, test } from 'vitest'
import { startServer } from './support/server.ts'

test('the page can be installed as an app: its manifest and its icons are there', async () => {
  const { url } = await startServer()
  const get = (target: string) => fetch(`${url}${target}`, { headers: { Accept: '*/*' } })
  const index = await (await fetch(url, { headers: { Accept: 'text/html' } })).text()
  const manifest = await get(/rel="manifest" href="(\S+)"/.exec(index)?.[1] ?? '')
  expect(manifest.headers.get('Content-Type')).toMatch('application/manifest+json')
  const { icons } = (await manifest.json()) as { icons: { src: string; type: string }[] }
  expect(icons.length).toBe(5)
  for (const { src, type } of icons) {
    const icon = await get(src)
    const given = icon.headers.get('Content-Type')?.split(';')[0]
    expect([src, icon.status, given]).toEqual([src, 200, type])
  }
  const worker = await get('/sw.js')
  expect(worker.headers.get('Content-Type')).toMatch(/javascript/)
  expect(worker.headers.get('Cache-Control')).toBe('no-cache')
  for (const kept of (await worker.text()).match(/\/assets\/[\w.-]+/g) ?? [])
    expect([kept, (await get(kept)).status]).toEqual([kept, 200])
})
