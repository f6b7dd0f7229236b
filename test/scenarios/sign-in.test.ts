import { describe, expect, test } from 'vitest'
import { browser, cookie, link, open } from '../support/sign-in.ts'
import { json, openWorld } from '../support/world.ts'

const HOUR = 3600

describe('signing in', () => {
  test('the link of the first start signs one browser in, once', async () => {
    const world = await openWorld()
    const url = `${world.app.url}/sign-in?code=${world.app.admin.signInCode}`
    const opened = await open(world, url)
    expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/'])
    expect(opened.headers.getSetCookie()[0]).toMatch(
      /^nightbell_session=nbs_\S+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const again = await open(world, url)
    expect(again.status).toBe(401)
    expect(await again.text()).toMatch(/npx nightbell sign-in-link/)
    expect(again.headers.getSetCookie()).toEqual([])
  })

  test('of two who open one link at once, one gets in', async () => {
    const world = await openWorld()
    const url = await link(world)
    const both = await Promise.all([open(world, url), open(world, url)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 401])
  })

  test('to look at a link does not use it up, and an hour does', async () => {
    const world = await openWorld()
    const url = await link(world)
    for (const method of ['HEAD', 'GET', 'GET']) {
      const looked = await open(world, url, { method, headers: { 'Accept-Language': 'ko-KR,ko;q=0.9' } })
      expect([looked.status, looked.headers.getSetCookie()]).toEqual([200, []])
      if (method === 'GET') expect(await looked.text()).toMatch(/<b>홍길동<\/b> 이름으로[^]*<button>로그인/)
    }
    expect((await open(world, url)).status).toBe(303)
    expect((await open(world, url, { method: 'GET' })).status).toBe(401)
    const late = await link(world)
    await world.pass(HOUR)
    expect((await open(world, late)).status).toBe(401)
  })

  test('a page of another site signs nobody in', async () => {
    const world = await openWorld()
    const url = await link(world)
    for (const Origin of ['https://evil.example', 'null'])
      expect((await open(world, url, { headers: { Origin } })).status).toBe(403)
    expect((await open(world, url, { headers: { Origin: world.app.url } })).status).toBe(303)
  })

  test('the cookie has the name that the OpenAPI document gives it', async () => {
    const world = await openWorld()
    const { components } = await json(world.send(`${world.app.url}/api/openapi.json`))
    const { name } = components.securitySchemes.session
    expect(await cookie(world, await link(world))).toMatch(new RegExp(`^${name}=nbs_`))
  })

  test('behind HTTPS the cookie never travels without it', async () => {
    const world = await openWorld()
    const headers = { 'X-Forwarded-Proto': 'https' }
    const [set] = (await open(world, await link(world), { headers })).headers.getSetCookie()
    expect(set).toMatch(/; Secure/)
  })
})

describe('a session', () => {
  test('says who it is, watches and pages, until it signs out', async () => {
    const world = await openWorld()
    const page = await browser(world, await link(world))
    expect(await json(page('GET', '/api/v1/session'))).toMatchObject({ name: '홍길동', via: 'session' })
    expect((await page('GET', '/api/v1/escalations')).status).toBe(200)
    expect((await page('POST', '/api/v1/session/sign-out')).status).toBe(204)
    expect((await page('GET', '/api/v1/escalations')).status).toBe(401)
  })

  test.each([
    ['no origin', { Origin: '' }],
    ['another site', { Origin: 'https://evil.example' }],
    ['a page without an origin', { Origin: 'null' }],
  ])('changes nothing when the request comes from %s', async (_, headers) => {
    const world = await openWorld()
    const page = await browser(world, await link(world))
    const { id } = await world.page({ contacts: [await world.person('홍길동', { never: true })] })
    const refused = await page('POST', `/api/v1/escalations/${id}/acknowledge`, headers)
    expect(refused.status).toBe(403)
    expect((await world.escalation({ id })).status).toBe('running')
    expect((await page('DELETE', '/api/v1/tokens/tok_none', headers)).status).toBe(403)
    expect((await page('POST', `/api/v1/escalations/${id}/acknowledge`)).status).toBe(200)
  })

  test('lasts while it is used, and ends after 30 days without', async () => {
    const world = await openWorld()
    const page = await browser(world, await link(world))
    await world.skip(20)
    expect((await page('GET', '/api/v1/session')).status).toBe(200)
    await world.skip(20)
    expect((await page('GET', '/api/v1/session')).status).toBe(200)
    await world.skip(30)
    expect((await page('GET', '/api/v1/session')).status).toBe(401)
  })
})

describe('the browsers that are signed in', () => {
  const watch = { Accept: 'text/event-stream' }

  test('are listed, and one signs out another, which sees nothing more from that moment on', async () => {
    const world = await openWorld()
    const { token } = await json(world.ask('POST', '/api/v1/tokens', { name: 'x' }))
    const here = await browser(world, await link(world))
    await world.pass(1)
    const lost = await browser(world, await link(world, token)) // Whichever token it goes back to.
    await world.pass(120)
    await here('GET', '/api/v1/session')
    const list = async () => (await json(here('GET', '/api/v1/sessions'))).sessions
    const [own, other] = await list()
    expect(own).toMatchObject({ name: '홍길동', current: true })
    expect(other).toMatchObject({ id: expect.stringMatching(/^ses_/), current: false })
    expect(Date.parse(own.last_used_at) - Date.parse(other.last_used_at)).toBe(120_000)

    const stream = await lost('GET', '/api/v1/events', watch)
    expect((await here('DELETE', `/api/v1/sessions/${other.id}`)).status).toBe(204)
    // It does not last until the next heartbeat, which would find it out by itself.
    expect((await stream.text()).match(/^: /gm)).toHaveLength(1)
    expect((await lost('GET', '/api/v1/session')).status).toBe(401)
    expect(await list()).toMatchObject([{ id: own.id }])
    expect((await here('DELETE', `/api/v1/sessions/${other.id}`)).status).toBe(404)
  })

  test('are all signed out but for the one that asks; a program signs all out', async () => {
    const world = await openWorld()
    const [here, ...others] = await Promise.all(
      Array.from({ length: 3 }, async () => browser(world, await link(world))),
    )
    const streams = await Promise.all(others.map((other) => other('GET', '/api/v1/events', watch)))
    const unused = await link(world)
    expect(await json(here?.('DELETE', '/api/v1/sessions'))).toEqual({ ended: 2 })
    for (const stream of streams) expect(await stream.text()).toMatch(/^retry/m)
    for (const other of others) expect((await other('GET', '/api/v1/session')).status).toBe(401)
    expect((await here?.('GET', '/api/v1/session'))?.status).toBe(200)
    expect((await open(world, unused)).status).toBe(401)
    expect(await json(world.ask('DELETE', '/api/v1/sessions'))).toEqual({ ended: 1 })
    expect((await here?.('GET', '/api/v1/session'))?.status).toBe(401)
  })

  test('are signed out by no page of another site', async () => {
    const world = await openWorld()
    const page = await browser(world, await link(world))
    const evil = { Origin: 'https://evil.example' }
    expect((await page('DELETE', '/api/v1/sessions', evil)).status).toBe(403)
    expect((await page('GET', '/api/v1/session')).status).toBe(200)
  })
})

describe('tokens', () => {
  test('a token is shown once, says who used it last, and is revoked at once with its sessions', async () => {
    const world = await openWorld()
    const { token, id } = await json(world.ask('POST', '/api/v1/tokens', { name: '배포 스크립트' }))
    const list = async () => (await json(world.ask('GET', '/api/v1/tokens'))).tokens
    expect(await list()).toMatchObject([{ id, name: '배포 스크립트', last_used_at: null }])
    const page = await browser(world, await link(world, token))
    const unused = await link(world, token)
    expect(await list()).toMatchObject([
      {
        last_used_at: expect.any(String),
        last_used_from: expect.stringMatching(/^127\.0\.0\.1 \S/),
        sessions: [{ name: '홍길동', current: false }],
        open_links: 1,
      },
    ])
    const seenFromThere = await json(page('GET', '/api/v1/tokens'))
    expect(seenFromThere.tokens).toMatchObject([{ sessions: [{ current: true }] }])
    expect(await json(page('GET', '/api/v1/session'))).toMatchObject({ token_id: id })
    expect(JSON.stringify(await list())).not.toContain(token)

    expect((await world.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(204)
    const headers = { Authorization: `Bearer ${token}` }
    expect((await world.ask('GET', '/api/v1/session', undefined, headers)).status).toBe(401)
    expect((await page('GET', '/api/v1/session')).status).toBe(401)
    expect((await open(world, unused)).status).toBe(401)
    expect((await world.ask('DELETE', `/api/v1/tokens/${id}`)).status).toBe(404)
  })

  test('an open stream ends when its token is revoked, and when its session signs out', async () => {
    const world = await openWorld()
    const { token, id } = await json(world.ask('POST', '/api/v1/tokens', { name: 'x' }))
    const page = await browser(world, await link(world))
    const watch = (headers: Record<string, string>) =>
      world.ask('GET', '/api/v1/events', undefined, { Accept: 'text/event-stream', ...headers })
    const byToken = await watch({ Authorization: `Bearer ${token}` })
    const bySession = await page('GET', '/api/v1/events')
    const others = await watch({})
    await world.ask('DELETE', `/api/v1/tokens/${id}`)
    expect(await byToken.text()).toMatch(/^retry/m)
    await page('POST', '/api/v1/session/sign-out')
    expect(await bySession.text()).toMatch(/^retry/m)
    await others.body?.cancel()
  })
})
