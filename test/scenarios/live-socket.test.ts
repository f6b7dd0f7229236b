import { describe, expect, test } from 'vitest'
import { openLive } from '../support/live-client.ts'
import { cookie, link } from '../support/sign-in.ts'
import { json, openWorld } from '../support/world.ts'

const TOKEN = 'test-token-of-an-administrator'

describe('the WebSocket', () => {
  test('C10 opens to nobody without a token, and to no page of another site', async () => {
    const world = await openWorld()
    const { url } = world.app
    await expect(openLive(url)).rejects.toThrow('401')
    await expect(openLive(url, { token: 'a-token-that-nobody-has' })).rejects.toThrow('401')
    await openLive(url, { token: TOKEN })
    const Cookie = await cookie(world, await link(world))
    const headers = { Cookie, Origin: 'https://elsewhere.example' }
    await expect(openLive(url, { headers })).rejects.toThrow('403')
    await openLive(url, { headers: { Cookie, Origin: url } })
  })

  test('ends when its session signs out', async () => {
    const world = await openWorld()
    const headers = { Cookie: await cookie(world, await link(world)), Origin: world.app.url }
    const live = await openLive(world.app.url, { headers })
    await fetch(`${world.app.url}/api/v1/session/sign-out`, { method: 'POST', headers })
    expect(await live.closed).toBe(1008)
  })

  test('a revoked token commands nothing any more, though its client does not hang up', async () => {
    const world = await openWorld()
    const { token, id: tokenId } = await json(world.ask('POST', '/api/v1/tokens', { name: 'x' }))
    const live = await openLive(world.app.url, { token })
    const { id } = await world.page({ contacts: [await world.person('P', { never: true })] })
    live.pause()
    await world.ask('DELETE', `/api/v1/tokens/${tokenId}`)
    live.say({ type: 'cancel', request: 'a', escalation_id: id, by: 'x', reason: 'x' })
    live.resume()
    expect(await live.closed).toBe(1008)
    await world.settle()
    expect((await world.escalation({ id })).status).toBe('running')
  })

  test('C14 goes on after the last event that was seen, without a gap and without a double', async () => {
    const world = await openWorld()
    const first = await openLive(world.app.url, { token: TOKEN })
    const page = await world.page({ contacts: [await world.person('P', { busy: true })], rounds: 2 })
    await first.until(() => first.ids().length >= 2)
    first.cut()
    await world.untilOver(page)
    const all = (await world.events(page)).map(({ id }) => id)
    const seen = first.ids()
    const second = await openLive(world.app.url, { token: TOKEN, after: seen.at(-1) ?? 0 })
    await second.until(() => second.ids().at(-1) === all.at(-1))
    expect([...seen, ...second.ids()]).toEqual(all)
  })

  test('D14 ends when events cannot be read, and the server lives on; who comes back has them all', async () => {
    const world = await openWorld()
    const page = await world.page({ contacts: [await world.person('P', { busy: true })], rounds: 1 })
    await world.untilOver(page)
    await world.restart() // What happened before is read from the database.
    await world.strangerDoes('alter table events rename to hidden_events')
    const live = await openLive(world.app.url, { token: TOKEN, after: 0 })
    expect(await live.closed).toBe(1011)
    await world.strangerDoes('alter table hidden_events rename to events')
    const all = (await world.events(page)).map(({ id }) => id)
    const again = await openLive(world.app.url, { token: TOKEN, after: 0 })
    await again.until(() => again.ids().at(-1) === all.at(-1))
    expect(again.ids()).toEqual(all)
  })

  test('D5 acknowledges, and tells the second who was first', async () => {
    const world = await openWorld()
    const live = await openLive(world.app.url, { token: TOKEN })
    const { id } = await world.page({ contacts: [await world.person('P', { never: true })] })
    const command = { type: 'acknowledge', escalation_id: id } as const
    live.say({ ...command, request: 'a', by: '이영희' })
    const done = await live.until(() => live.messages.find((message) => message.type === 'done'))
    expect(done.escalation).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: { name: '이영희', via: 'api' },
    })
    live.say({ ...command, request: 'b', by: '박민수' })
    const refused = await live.until(() => live.messages.find((message) => message.type === 'refused'))
    expect(refused).toMatchObject({
      request: 'b',
      problem: { status: 409, detail: 'already acknowledged by 이영희' },
    })
  })

  test('lets go of a client that answers no heartbeat', { timeout: 30_000 }, async () => {
    const { app } = await openWorld()
    const live = await openLive(app.url, { token: TOKEN })
    expect(await live.closed).toBe(1006)
    expect(live.messages.filter(({ type }) => type === 'heartbeat').length).toBeGreaterThan(1)
  })

  test('E12 ends the conversation over what it does not understand', async () => {
    const { app } = await openWorld()
    for (const nonsense of ['{', '{"type":"acknowledge"}', '[]']) {
      const live = await openLive(app.url, { token: TOKEN })
      live.say(nonsense)
      expect(await live.closed).toBe(1007)
    }
  })
})
