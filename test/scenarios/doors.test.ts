import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createApi } from '../../src/api/api.ts'
import { json, openWorld, type World } from '../support/world.ts'

type Operation = { method: string; path: string; hasBody: boolean }

/** Every operation that the OpenAPI document knows, with ids that name nothing. */
async function operations(world: World): Promise<Operation[]> {
  const { paths } = await json(world.send(`${world.app.url}/api/openapi.json`))
  return Object.entries<Record<string, { requestBody?: { content: Record<string, unknown> } }>>(
    paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'none'),
      hasBody: requestBody?.content['application/json'] !== undefined,
    })),
  )
}

describe('the doors', () => {
  test('C10 nobody without a token, or with a wrong one, gets through any of them; nothing is dialled', async () => {
    const world = await openWorld()
    const all = await operations(world)
    expect(all.length).toBeGreaterThan(35)
    for (const { method, path } of all)
      for (const headers of [
        {},
        { Authorization: 'Bearer wrong' },
        { Authorization: 'Basic eDp5' },
        { Cookie: 'nightbell_session=nbs_wrong', Origin: world.app.url },
      ] as Record<string, string>[]) {
        const body = path.includes('/alerts/') ? ALERT : '{}'
        const response = await world.send(`${world.app.url}${path}`, {
          method,
          headers: { 'Content-Type': 'application/json', ...headers },
          ...(method !== 'GET' && { body }),
        })
        expect([method, path, response.status]).toEqual([method, path, 401])
        expect(response.headers.get('Content-Type')).toBe('application/problem+json')
        expect((await json(response)).detail_ko).toMatch(/[가-힣]/)
      }
    await world.pass(60)
    expect((await world.ledger()).dialled()).toEqual([])
  })

  test('the OpenAPI document knows every route below /api and /simulator', () => {
    const api = createApi({} as never, {})
    const served = api.routes
      .filter(({ method, path }) => method !== 'ALL' && /^\/(?:api|simulator)\//.test(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    const document = api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } })
    const described = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(new Set(served)).toEqual(new Set([...described, 'GET /api/openapi.json']))
  })
})

describe('the OpenAPI document', () => {
  test('says of every operation what it does, where it belongs and what is sent', async () => {
    const world = await openWorld()
    const document = await json(world.send(`${world.app.url}/api/openapi.json`))
    const known = document.tags.map(({ name }: { name: string }) => name)
    for (const [path, methods] of Object.entries<Record<string, Described>>(document.paths))
      for (const [method, { summary, tags, requestBody }] of Object.entries(methods)) {
        expect([method, path, summary]).toEqual([method, path, expect.stringMatching(/^.{8,}$/)])
        expect(known).toContain(tags[0])
        const reference = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1)
        const fields = document.components.schemas[reference ?? '']?.properties ?? {}
        const silent = Object.keys(fields).filter((field) => !shows(fields[field]))
        if (reference !== 'AlertmanagerPayload') expect([reference, silent]).toEqual([reference, []])
      }
  })
})

type Described = {
  summary: string
  tags: string[]
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> }
}

/** Whether a field shows what it may hold: by an example, or as one of a few words. */
const shows = (field: { example?: unknown; examples?: unknown; enum?: unknown }) =>
  [field.example, field.examples, field.enum].some((shown) => shown !== undefined)

describe('E12 what comes in through them', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, number]>([
    ['malformed JSON', '{"message": ', 400],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400],
    ['an unknown field', '{"no such field": 1}', 422],
    ['another type', '[]', 422],
    ['1,000-deep JSON', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 422],
    ['1 MB', `{"message": "${'x'.repeat(1_000_000)}"}`, 413],
  ])('%s is refused everywhere, with a problem document', async (_, body, status) => {
    const world = await openWorld()
    const before = await everythingStored(world)
    const taking = (await operations(world)).filter(({ hasBody, path }) => hasBody && !isScript(path))
    for (const { method, path } of taking) {
      const response = await world.send(`${world.app.url}${path}`, {
        method,
        headers: {
          Authorization: 'Bearer test-token-of-an-administrator',
          'Content-Type': 'application/json',
        },
        body,
      })
      expect([method, path, response.status]).toEqual([method, path, status])
      const { detail, detail_ko: inKorean } = await json(response)
      expect([method, path, detail]).toEqual([method, path, expect.stringMatching(/\w/)])
      expect([method, path, inKorean]).toEqual([method, path, expect.stringMatching(/[가-힣]/)])
    }
    expect(await everythingStored(world)).toEqual(before)
  })
})

test.each([
  ['announces it', (body: string) => body],
  ['does not announce it', (body: string) => new Blob([body]).stream()],
])('E12 a callback of 1 MB is refused where its sender %s', async (_, bodyOf) => {
  const world = await openWorld()
  const response = await world.send(`${world.app.url}/telephony/twilio/status?attempt=esc_1.1`, {
    method: 'POST',
    body: bodyOf('x'.repeat(1_000_000)),
    duplex: 'half',
  })
  expect(response.status).toBe(413)
})

/** What a phone can be told is the emulator's to know; this server rings real ones, and says so first. */
const isScript = (path: string) => path === '/api/v1/simulator/phones/none/script'

const ALERT = readFileSync(
  new URL('../../src/intake/fixtures/alertmanager-0.25-firing.json', import.meta.url),
  'utf8',
)

/** What every list shows. */
async function everythingStored(world: World): Promise<unknown[]> {
  const lists = ['escalations', 'contacts', 'groups', 'policies', 'integrations', 'tokens']
  return Promise.all(lists.map((list) => world.get(`/api/v1/${list}`)))
}
