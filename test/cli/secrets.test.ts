import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { nightbell } from '../support/process.ts'

test('the database holds no secret that opens anything', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const server = nightbell(['serve'], { PORT: '0', NIGHTBELL_DATA: folder })
  await server.prints('API token')
  const [token = ''] = /nbt_\S+/.exec(server.printed()) ?? []
  const [link = ''] = /http:\S+code=\S+/.exec(server.printed()) ?? []
  const opened = await fetch(link, { method: 'POST', redirect: 'manual' })
  const [cookie = ''] = opened.headers.getSetCookie()
  const made = await fetch(`${new URL(link).origin}/api/v1/tokens`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'deployment script' }),
  })
  const { token: another } = (await made.json()) as { token: string }
  const files = readdirSync(folder).filter((file) => file.startsWith('nightbell.db'))
  const bytes = Buffer.concat(files.map((file) => readFileSync(path.join(folder, file))))
  expect(bytes.includes('deployment script')).toBe(true)
  for (const secret of [
    token,
    new URL(link).searchParams.get('code') ?? '',
    cookie.split(/[=;]/)[1] ?? '',
    another,
  ]) {
    expect(secret).toMatch(/^nb[cst]_.{20}/)
    expect(bytes.includes(secret)).toBe(false)
  }
})

test("the token of this folder's server is shown to no other", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const server = nightbell(['serve'], { PORT: '0', NIGHTBELL_DATA: folder })
  await server.prints('API token')
  const list = nightbell(['token', 'list', '--url', 'https://elsewhere.invalid'], { NIGHTBELL_DATA: folder })
  expect(await list.ended()).toBe(1)
  expect(list.printed()).toMatch(/no API token: set NIGHTBELL_ADMIN_TOKEN, or give --token/)
})
