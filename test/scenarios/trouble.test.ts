import { expect, test } from 'vitest'
import { openWorld, outcomes, type World } from '../support/world.ts'

const answering = { answer_after: 2, press: [{ key: '1', after: 6 }] }
const metrics = async (world: World) => (await world.send(`${world.app.url}/metrics`)).text()

test('an escalation that does not move after its deadline is found, and said', async () => {
  const world = await openWorld()
  const page = await world.page({ contacts: [await world.person('홍길동', { never: true })] })
  await world.untilCall(page, 'ringing')
  await world.strangerDoes(`update escalations set wake_at = ${world.clock.now() - 60_000}`)
  await world.pass(11)
  expect(await world.health()).toMatchObject({
    troubles: [{ kind: 'overdue', detail: expect.stringMatching(/^1 escalations/) }],
  })
  expect(await metrics(world)).toMatch(/^nightbell_escalations_overdue 1$/m)
  await world.untilOver(page)
  await world.pass(11)
  expect(await world.health()).toMatchObject({ status: 'ready' })
})

test('calls that pile up are said', async () => {
  const world = await openWorld()
  await world.control('PUT', '/settings', { calls_per_second: 1 / 30 })
  const hong = await world.person('홍길동', { busy: true })
  await Promise.all(Array.from({ length: 40 }, () => world.page({ contacts: [hong], rounds: 1 })))
  await world.pass(90)
  expect(await world.health()).toMatchObject({
    troubles: [{ kind: 'queue', detail: expect.stringMatching(/calls wait to be placed/) }],
  })
  expect(await metrics(world)).toMatch(/^nightbell_trouble\{kind="queue"\} 1$/m)
})

test('counts what happened, and tells neither numbers nor names', async () => {
  const world = await openWorld()
  const hong = await world.person('홍길동', { busy: true })
  const kim = await world.person('김철수', answering)
  await world.untilOver(await world.page({ contacts: [hong, kim] }))
  const text = await metrics(world)
  expect(text).toMatch(/^nightbell_events_total\{type="escalation_complete"\} 1$/m)
  expect(text).toMatch(/^nightbell_attempts_total\{outcome="busy"\} 1$/m)
  expect(text).toMatch(/^nightbell_attempts_total\{outcome="acknowledged"\} 1$/m)
  expect(text).not.toMatch(/홍길동|82100000/)
})

test('D13 forged callbacks change nothing, and are counted', async () => {
  const world = await openWorld()
  const contacts = [await world.person('홍길동', { never: true }), await world.person('김철수', answering)]
  await world.fault({ where: 'callback', fault: 'forge' })
  expect(outcomes(await world.untilOver(await world.page({ contacts })))).toEqual([
    '홍길동 no-answer',
    '김철수 acknowledged',
  ])
  expect(await metrics(world)).toMatch(/^nightbell_callbacks_refused_total\{reason="signature"\} [1-9]/m)
})

test('callbacks that do not come are noticed, said on the escalation and in the log, and asked for', async () => {
  const world = await openWorld()
  const contacts = [
    await world.person('홍길동', { busy: true }),
    await world.person('김철수', { answer_after: 2 }),
  ]
  world.mail.deliver = async () => ({ status: 502, type: 'text/plain', body: 'no such tunnel' })
  const page = await world.page({ contacts, acknowledge_by: 'human' })
  const over = await world.untilOver(page)
  expect(over.callbacks).toBe('silent')
  expect((await world.events(page)).filter(({ type }) => type === 'callbacks_unavailable')).toMatchObject([
    { reason: 'silent' },
  ])
  expect(await world.health()).toMatchObject({ troubles: [{ kind: 'callbacks-silent' }] })
})

test('a callback address that the provider refuses: it rings without, and says so', async () => {
  const world = await openWorld()
  await world.control('PUT', '/settings', { public_urls_only: true })
  const page = await world.page({
    contacts: [await world.person('홍길동', { answer_after: 2 })],
    acknowledge_by: 'human',
  })
  const over = await world.untilOver(page)
  expect(outcomes(over)).toEqual(['홍길동 acknowledged'])
  expect(over.callbacks).toBe('refused')
  expect(await world.health()).toMatchObject({ troubles: [{ kind: 'callbacks-refused' }] })
})

test('without a public URL the escalation says from the start that it asks', async () => {
  const world = await openWorld({ callbacks: false })
  const page = await world.page({
    contacts: [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { answer_after: 2 }),
    ],
    acknowledge_by: 'human',
  })
  expect(page.callbacks).toBe('no-public-url')
  await world.untilOver(page)
  expect(await world.health()).toMatchObject({ status: 'ready', troubles: [] })
})

test('a price that takes the provider two minutes is booked all the same', async () => {
  const world = await openWorld()
  await world.control('PUT', '/settings', { rate_after: 120 })
  const page = await world.page({ contacts: [await world.person('홍길동', answering)] })
  await world.untilOver(page)
  await world.until(async () => (await world.escalation(page)).cost)
  expect(await metrics(world)).toMatch(/^nightbell_commit_failures_total 0$/m)
})

test('the price is booked when it arrives, once', async () => {
  const world = await openWorld()
  const page = await world.page({
    contacts: [await world.person('홍길동', { busy: true }), await world.person('김철수', answering)],
  })
  expect(await world.untilOver(page)).toMatchObject({ cost: null })
  await world.pass(60)
  expect(await world.escalation(page)).toMatchObject({
    cost: { amount: 0.05, currency: 'USD' },
    attempts: [{ cost: null }, { cost: { amount: 0.05, currency: 'USD' } }],
  })
  expect((await world.events(page)).filter(({ type }) => type === 'call_priced')).toHaveLength(1)
})
