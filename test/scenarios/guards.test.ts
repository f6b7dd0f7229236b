import { describe, expect, test } from 'vitest'
import { json, openWorld } from '../support/world.ts'

const valid = { message: 'x', contacts: [{ name: '홍길동', phone: '010-0000-0001' }] }
const nobody = { name: '김철수', phone: '010-0000-0002' }

describe('what may not come in', () => {
  test('C17 two people with one number are refused, and both are named', async () => {
    const world = await openWorld()
    const response = await world.ask('POST', '/api/v1/escalations', {
      message: 'x',
      contacts: [
        { name: '홍길동', phone: '010-0000-0001' },
        { name: '김철수', phone: '+82 10 0000 0001' },
      ],
    })
    expect(response.status).toBe(422)
    expect((await json(response)).detail).toMatch(/홍길동 and 김철수 have the same number/)
    expect((await world.ledger()).dialled()).toEqual([])
  })

  test.each([
    ['malformed JSON', '{"message": ', 400, /no JSON/],
    ['no body', undefined, 422, /message/],
    ['a wrong type', { ...valid, rounds: 'two' }, 422, /rounds/],
    ['an unknown field', { ...valid, colour: 'red' }, 422, /colour: is not a known field/],
    [
      'a number that is none',
      { ...valid, contacts: [{ name: '홍', phone: 'abc' }] },
      422,
      /contacts\.0\.phone: is no phone number/,
    ],
    [
      'an emergency number',
      { ...valid, contacts: [{ name: '홍', phone: '119' }] },
      422,
      /is no phone number/,
    ],
    ['zero people', { ...valid, contacts: [] }, 422, /contacts/],
    ['nobody to ring', { message: 'x' }, 422, /either contacts, group_id or policy_id/],
    ['no message', { contacts: valid.contacts }, 422, /message/],
    ['0 rounds', { ...valid, rounds: 0 }, 422, /rounds/],
    ['1000 rounds', { ...valid, rounds: 1000 }, 422, /rounds/],
    ['a message of 1 MB', { ...valid, message: 'x'.repeat(1_000_000) }, 413, /larger than 256 kB/],
    ['a message of 20,000 characters', { ...valid, message: 'x'.repeat(20_000) }, 422, /message/],
    ['1,000-deep JSON', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 422, /./],
    ['an unknown policy', { message: 'x', policy_id: 'pol_none' }, 422, /policy_id: there is no such policy/],
  ])('%s is refused, and nothing is dialled or stored', async (_, body, status, detail) => {
    const world = await openWorld()
    const response = await world.ask('POST', '/api/v1/escalations', body)
    const problem = await json(response)
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(problem).toMatchObject({ status, title: expect.any(String), type: expect.any(String) })
    expect(problem.detail).toMatch(detail)
    expect(await world.get('/api/v1/escalations')).toEqual({ escalations: [], next_cursor: null })
    expect((await world.ledger()).dialled()).toEqual([])
    expect((await world.send(`${world.app.url}/healthz`)).status).toBe(200)
  })

  test('a wrong field comes with an example', async () => {
    const world = await openWorld()
    const response = await world.ask('POST', '/api/v1/escalations', { ...valid, ring_timeout_seconds: 1 })
    expect((await json(response)).errors).toEqual([
      {
        field: 'ring_timeout_seconds',
        problem: expect.any(String),
        problem_ko: '5 이상이어야 합니다.',
        example: 15,
      },
    ])
  })

  test.each([
    ['GET', '/api/v1/escalations?limit=x', undefined, 'limit', 50],
    ['GET', '/api/v1/escalations?status=foo', undefined, 'status', 'exhausted'],
    ['GET', '/api/v1/escalations?cursor=x', undefined, 'cursor', '1790000000000.esc_…'],
    ['GET', '/api/v1/escalations/export?format=xls', undefined, 'format', 'csv'],
    ['GET', '/api/v1/statistics?since=yesterday', undefined, 'since', '2026-11-01T00:00:00+09:00'],
    ['GET', '/api/v1/statistics?zone=Mars', undefined, 'zone', 'Asia/Seoul'],
    ['POST', '/api/v1/escalations', { ...valid, contacts: [] }, 'contacts', valid.contacts],
    ['POST', '/api/v1/session/sign-in-links', { name: 7 }, 'name', '홍길동의 휴대폰'],
    ['POST', '/api/v1/alerts/alertmanager/key', { groupKey: 'x', alerts: [{}] }, 'status', 'firing'],
  ])('%s %s: what is wrong with a query or an optional field comes with an example', async (...row) => {
    const [method, target, body, field, example] = row
    const response = await (await openWorld()).ask(method, target, body)
    expect(response.status).toBe(422)
    expect((await json(response)).errors[0]).toMatchObject({ field, example })
  })

  test('invalid UTF-8 and another media type are refused', async () => {
    const world = await openWorld()
    const send = (type: string, body: string | Uint8Array<ArrayBuffer>) =>
      world.send(`${world.app.url}/api/v1/escalations`, {
        method: 'POST',
        headers: { Authorization: 'Bearer test-token-of-an-administrator', 'Content-Type': type },
        body,
      })
    expect((await send('application/json', new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400)
    expect((await send('text/plain', '{}')).status).toBe(415)
  })
})

describe('requests that are repeated', () => {
  test('an Idempotency-Key gives the same escalation again for a day, and rings nobody twice', async () => {
    const world = await openWorld()
    const headers = { 'Idempotency-Key': 'night-1' }
    const [a, b] = await Promise.all(
      [0, 1].map(() => world.ask('POST', '/api/v1/escalations', valid, headers)),
    )
    expect([a?.status, b?.status]).toEqual([201, 201])
    const page = await json(a)
    expect((await json(b)).id).toBe(page.id)
    const other = { ...valid, contacts: [nobody] }
    const ask = () => world.ask('POST', '/api/v1/escalations', other, headers)
    expect((await ask()).status).toBe(409)
    await world.untilOver(page)
    await world.skip(1)
    expect((await ask()).status).toBe(201)
  })
})

describe('the open doors', () => {
  test('the OpenAPI document describes what is served', async () => {
    const world = await openWorld()
    const document = await json(world.send(`${world.app.url}/api/openapi.json`))
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/api/v1/escalations/{id}/events')
  })

  test('says that it lives and is ready', async () => {
    const world = await openWorld()
    expect(await (await world.send(`${world.app.url}/readyz`)).json()).toMatchObject({ status: 'ready' })
  })

  test('a known path with another method says which it takes', async () => {
    const world = await openWorld()
    const response = await world.ask('PATCH', '/api/v1/escalations')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, POST'])
    expect((await world.ask('PATCH', '/api/v1/contacts/con_1')).headers.get('Allow')).toMatch(/PUT/)
  })

  test('an unknown path, id and cursor are problems', async () => {
    const world = await openWorld()
    expect((await world.ask('GET', '/nothing')).status).toBe(404)
    expect((await world.ask('PATCH', '/api/v1/nothing')).status).toBe(404)
    expect((await world.ask('GET', '/api/v1/escalations/esc_none')).status).toBe(404)
    expect((await world.ask('POST', '/api/v1/escalations/esc_none/acknowledge')).status).toBe(404)
    expect((await world.ask('GET', '/api/v1/escalations?cursor=x')).status).toBe(422)
    expect((await world.ask('GET', '/api/v1/escalations?limit=100000')).status).toBe(422)
  })
})
