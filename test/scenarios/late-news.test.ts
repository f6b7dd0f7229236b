import { describe, expect, test } from 'vitest'
import type { Reply } from '../support/proxy.ts'
import { openWorld, outcomes, type World } from '../support/world.ts'

async function silentThenAnswering(world: World) {
  return [
    await world.person('홍길동', { never: true }),
    await world.person('김철수', { answer_after: 3, press: [{ key: '1', after: 8 }] }),
  ]
}
const LOST: Reply = { status: 503, type: 'text/plain', body: '' }
const PERFECT = ['홍길동 no-answer', '김철수 acknowledged']

const refuse = (status: number, code: number): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ code, message: 'no', status, more_info: '' }),
})
const isCreate = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path.endsWith('/Calls.json')

describe('callbacks that go astray', () => {
  test('C7 any callback delivered three times causes no extra call and no extra event', async () => {
    const world = await openWorld()
    world.mail.deliver = async (callback, pass) => {
      await pass(callback)
      await pass(callback)
      return pass(callback)
    }
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    const types = (await world.events(page)).map(({ type, attempt }) => `${type} ${attempt}`)
    expect(types.toSorted()).toEqual([...new Set(types)].toSorted())
    expect((await world.ledger()).dialled()).toHaveLength(2)
  })

  test('D3 the last callback of every call is lost', async () => {
    const world = await openWorld()
    world.mail.deliver = (callback, pass) =>
      !callback.fields.has('CallDuration') ? pass(callback) : Promise.resolve(LOST)
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
  })

  test('D3 a callback that comes a moment after we have asked has not been missed', async () => {
    const world = await openWorld()
    await world.fault({ where: 'callback', event: 'completed', fault: 'delay', seconds: 0.3 })
    const page = await world.page({ contacts: [await world.person('홍길동', { never: true })], rounds: 3 })
    const over = await world.untilOver(page)
    expect(over.callbacks).toBe('working')
    expect((await world.health()).troubles).toEqual([])
  })

  test('D3 every status callback is lost', async () => {
    const world = await openWorld()
    world.mail.deliver = (callback, pass) =>
      callback.path.startsWith('/telephony/twilio/status') ? Promise.resolve(LOST) : pass(callback)
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    expect((await world.ledger()).overlaps()).toEqual([])
  })

  test('D3 status callbacks come 30 s late, and backwards', async () => {
    const world = await openWorld()
    const late: (() => Promise<Reply>)[] = []
    world.mail.deliver = async (callback, pass) => {
      if (!callback.path.startsWith('/telephony/twilio/status')) return pass(callback)
      late.unshift(() => pass(callback))
      return { ...LOST, status: 204 }
    }
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    await world.pass(30)
    for (const send of late.splice(0)) await world.passOn(send)
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    await world.pass(30)
    for (const send of late.splice(0)) expect((await world.passOn(send)).status).toBe(204)
    expect(outcomes(await world.escalation(page))).toEqual(PERFECT)
    expect((await world.ledger()).dialled()).toHaveLength(2)
  })

  test('D3 whoever answered while no news could reach us is not cut off when the guard strikes', async () => {
    const world = await openWorld({ callbacks: false })
    const patience = (15 + 15) * 1000 // The ring time-out, and what its news may be late.
    let ringsSince = -Infinity
    world.mail.ask = (letter, pass) => {
      const silent = letter.method === 'GET' && world.clock.now() < ringsSince + patience
      return silent ? Promise.resolve(LOST) : pass(letter)
    }
    const contacts = [await world.person('홍길동', { answer_after: 14 })]
    const message = '결제 API 응답 없음. '.repeat(5)
    const page = await world.page({ contacts, message, acknowledge_by: 'answer', rounds: 1 })
    await world.untilCall(page, 'ringing')
    ringsSince = world.clock.now()
    expect(outcomes(await world.untilOver(page))).toEqual(['홍길동 acknowledged'])
    const ledger = await world.ledger()
    expect(ledger.ringSeconds(0)).toBeGreaterThan(30)
    expect(ledger.lastWordsComplete(0)).toBe(true)
  })

  test('D3 the callbacks arrive before the answer to our request for the call', async () => {
    const world = await openWorld()
    const answer = world.holdNextCreate()
    const page = await world.page({
      contacts: [await world.person('홍길동', { answer_after: 2 })],
      acknowledge_by: 'answer',
    })
    await world.untilCall(page, 'in-progress')
    answer()
    const over = await world.untilOver(page)
    expect(over.status).toBe('acknowledged')
    expect((await world.ledger()).dialled()).toHaveLength(1)
  })

  test('D13 a callback that is replayed long after its call has ended is refused', async () => {
    const world = await openWorld()
    const kept: (() => Promise<Reply>)[] = []
    world.mail.deliver = (callback, pass) => {
      kept.push(() => pass(callback))
      return pass(callback)
    }
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    await world.untilOver(page)
    await world.pass(150)
    const over = await world.escalation(page)
    for (const send of kept) expect([404, 409]).toContain((await world.passOn(send)).status)
    expect(await world.escalation(page)).toEqual(over)
  })

  test('D6 a key that arrives after the next phone rings acknowledges, and that phone is hung up', async () => {
    const world = await openWorld()
    const kept: (() => Promise<Reply>)[] = []
    world.mail.deliver = async (callback, pass) => {
      if (!callback.path.startsWith('/telephony/twilio/gather')) return pass(callback)
      kept.push(() => pass(callback))
      return LOST
    }
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 8 }] })
    const kim = await world.person('김철수', { never: true })
    const page = await world.page({ contacts: [hong, kim] })
    await world.until(async () => {
      const now = await world.escalation(page)
      return now.attempts[1]?.call_status === 'ringing'
    })
    for (const send of kept.splice(0, 1)) await world.passOn(send)
    const over = await world.untilOver(page)
    expect(over.acknowledged_by).toEqual({ name: '홍길동', via: 'call', evidence: 'keypress' })
    expect(outcomes(over)).toEqual(['홍길동 acknowledged', '김철수 canceled'])
  })
})

describe('a provider that says no', () => {
  test('C16 D10 while our credentials are wrong nobody is pretended to be called, it is said, and nobody loses a turn', async () => {
    const world = await openWorld()
    const contacts = await silentThenAnswering(world)
    world.mail.ask = async (letter, pass) => (isCreate(letter) ? refuse(401, 20003) : pass(letter))
    const page = await world.page({ contacts })
    await world.pass(90)
    expect((await world.escalation(page)).attempts).toMatchObject([{ outcome: null, call_status: 'placing' }])
    const said = (await world.events(page)).filter(({ type }) => type === 'call_deferred')
    expect(said).toMatchObject([
      {
        code: '20003',
        hint: {
          ko: expect.stringContaining('TWILIO_AUTH_TOKEN'),
          en: expect.stringContaining('TWILIO_AUTH_TOKEN'),
        },
      },
    ])
    expect(await world.health()).toMatchObject({ status: 'degraded', troubles: [{ kind: 'provider-down' }] })
    expect((await world.ledger()).dialled()).toEqual([])

    world.mail.ask = (letter, pass) => pass(letter)
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    expect(await world.health()).toEqual({ status: 'ready', database: 'ok', troubles: [] })
  })

  test('D3 goes on being asked about a call while our credentials are being exchanged', async () => {
    const world = await openWorld()
    world.mail.deliver = (callback, pass) =>
      callback.path.startsWith('/telephony/twilio/status') ? Promise.resolve(LOST) : pass(callback)
    let refused = 0
    world.mail.ask = async (letter, pass) =>
      letter.method === 'GET' && refused++ < 5 ? refuse(401, 20003) : pass(letter)
    const page = await world.page({ contacts: await silentThenAnswering(world) })
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    expect(refused).toBeGreaterThan(5)
  })

  test('is asked again while it takes no requests, and rings the same person once', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 6 }] })
    let refused = 0
    world.mail.ask = async (letter, pass) =>
      isCreate(letter) && refused++ < 3 ? refuse(refused === 1 ? 429 : 503, 20429) : pass(letter)
    const over = await world.untilOver(await world.page({ contacts: [hong] }))
    expect(outcomes(over)).toEqual(['홍길동 acknowledged'])
    expect((await world.ledger()).dialled()).toHaveLength(1)
  })

  test('D1 a call that was taken and answered with 500 is adopted, not repeated', async () => {
    const world = await openWorld()
    const contacts = await silentThenAnswering(world)
    world.mail.ask = async (letter, pass) => {
      const reply = await pass(letter)
      return isCreate(letter) ? refuse(500, 20500) : reply
    }
    const over = await world.untilOver(await world.page({ contacts }))
    expect(outcomes(over)).toEqual(PERFECT)
    expect((await world.ledger()).dialled()).toEqual(contacts.map(({ phone }) => phone))
  })
})

describe('without a public URL', () => {
  test('asks what became of a call, and refuses to wait for a key that cannot come', async () => {
    const world = await openWorld({ callbacks: false })
    const contacts = await silentThenAnswering(world)
    const refused = await world.ask('POST', '/api/v1/escalations', { message: 'x', contacts })
    expect(refused.status).toBe(422)
    const page = await world.page({ contacts, acknowledge_by: 'human' })
    expect(outcomes(await world.untilOver(page))).toEqual(PERFECT)
    expect((await world.ledger()).spoken(1).slice(0, 2)).toEqual(
      Array.from({ length: 2 }, () => '김철수 담당자님, 결제 API 응답 없음'),
    )
  })
})
