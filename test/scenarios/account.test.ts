import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SelfAlert } from '../../src/observe/self-alert.ts'
import { json, openWorld, outcomes } from '../support/world.ts'

const answering = { answer_after: 2, press: [{ key: '1', after: 6 }] }

/** Another system that hears when Nightbell is in trouble. */
async function listener() {
  const heard: SelfAlert[] = []
  const server = createServer((request, response) => {
    void json(new Response(request as never)).then((alert) => {
      heard.push(alert)
      return response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { heard, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook` }
}

describe('D10 an error that is about one person', () => {
  test.each([
    [21211, 400, /번호/],
    [21215, 400, /Geographic/],
    [21217, 400, /번호/],
  ])('%i: the next person is called at once, and the hint says what to do', async (code, status, hint) => {
    const world = await openWorld()
    const hong = await world.person('홍길동', answering)
    const kim = await world.person('김철수', answering)
    await world.fault({
      where: 'create',
      fault: 'refuse',
      refusal: { status, code, message: 'no' },
      to: hong.phone,
    })
    const page = await world.page({ contacts: [hong, kim] })
    const over = await world.untilOver(page)
    expect(outcomes(over)).toEqual(['홍길동 failed', '김철수 acknowledged'])
    const metrics = await (await world.send(`${world.app.url}/metrics`)).text()
    expect(metrics).toContain(`nightbell_provider_errors_total{effect="place-call",code="${code}"} 1`)
    expect(over.attempts[1]?.started_at).toBe(over.attempts[0]?.started_at)
    const error = (await world.events(page)).find(({ type }) => type === 'call_error')
    expect(error).toMatchObject({
      code: String(code),
      hint: { ko: expect.stringMatching(hint), en: expect.any(String) },
    })
  })
})

describe('D10 an error that is about the whole account', () => {
  test.each([
    ['the credentials are wrong', 401, 20003],
    ['the account has no funds', 403, 20005],
    ['the caller number is not verified', 400, 21210],
  ])(
    '%s: it is said aloud, nobody loses a turn, and it goes on when that is mended',
    async (_, status, code) => {
      const { heard, url } = await listener()
      const world = await openWorld({ env: { NIGHTBELL_SELF_ALERT_URL: url } })
      const hong = await world.person('홍길동', answering)
      const refusal = { status, code, message: 'no' }
      const rules = (await world.fault({ where: 'create', fault: 'refuse', refusal })) as {
        faults: { id: string }[]
      }
      const page = await world.page({ contacts: [hong] })
      await world.pass(60)
      expect(await world.health()).toMatchObject({
        status: 'degraded',
        troubles: [{ kind: 'provider-down' }],
      })
      await world.control('DELETE', `/faults/${rules.faults[0]?.id}`)
      expect(outcomes(await world.untilOver(page))).toEqual(['홍길동 acknowledged'])
      expect(heard.map(({ status: said, trouble }) => [said, trouble])).toEqual([
        ['firing', 'provider-down'],
        ['resolved', 'provider-down'],
      ])
      expect(heard[0]?.text).toMatch(new RegExp(`${code}.*[가-힣]`))
    },
  )

  test('geo permission: somebody elsewhere may still be reached, and it is said', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', answering)
    const kim = await world.person('김철수', answering)
    const refusal = { status: 400, code: 21215, message: 'no' }
    await world.fault({ where: 'create', fault: 'refuse', refusal, to: hong.phone })
    await world.untilOver(await world.page({ contacts: [hong, kim] }))
    expect(await world.health()).toMatchObject({ troubles: [{ kind: 'provider-refuses-21215' }] })
    await world.pass(700)
    expect(await world.health()).toMatchObject({ status: 'ready', troubles: [] })
  })
})

test('D10 a provider whose name nobody knows is said, and nobody loses a turn', async () => {
  // RFC 6761: it never resolves.
  const world = await openWorld({ callbacks: false, env: { TWILIO_BASE_URL: 'http://provider.invalid' } })
  const contacts = [await world.person('홍길동', answering)]
  const page = await world.page({ contacts, rounds: 1, acknowledge_by: 'answer' })
  await world.pass(30)
  expect(await world.health()).toMatchObject({
    troubles: [{ kind: 'provider-down', detail: expect.stringMatching(/cannot be reached/) }],
  })
  expect(outcomes(await world.escalation(page))).toEqual(['홍길동 null'])
})

test('D10 a provider that cannot be reached is waited for, and said; the ladder goes on where it stood', async () => {
  const world = await openWorld()
  const hong = await world.person('홍길동', answering)
  world.unplug()
  const page = await world.page({ contacts: [hong] })
  await world.pass(120)
  expect(await world.health()).toMatchObject({
    troubles: [{ kind: 'provider-down', detail: expect.stringMatching(/cannot be reached/) }],
  })
  await world.plugIn()
  expect(outcomes(await world.untilOver(page))).toEqual(['홍길동 acknowledged'])
})
