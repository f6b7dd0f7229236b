import { describe, expect, test } from 'vitest'
import { openCustomer } from '../test-customer.ts'

const MENU =
  '<Response><Gather numDigits="1" timeout="60" action="/key"><Say>하나를 누르세요</Say></Gather></Response>'

async function rung(script: object, more: object = {}) {
  const world = await openCustomer({ answer: () => '<Response><Hangup/></Response>' })
  await world.script(script)
  const call = await world.place({ twiml: MENU, timeout: 30, ...more })
  await world.pass(90)
  const keys = (
    await world.control<{ keys: object[]; sip_response_code: number }>('GET', `/calls/${call.sid}`)
  ).body
  return { ...world, ...keys, call: await world.client.calls(call.sid).fetch() }
}

describe('call screening', () => {
  test('answers at once; the person picks up later and presses a key', async () => {
    const { call, keys } = await rung({
      screening: { picked_up_after: 8, press: [{ key: '1', after: 3 }], hang_up_after: 5 },
    })
    expect(call).toMatchObject({ status: 'completed', duration: '13' })
    expect(keys).toMatchObject([{ key: '1', accepted: true }])
  })

  test('hangs up when nobody picks up, and the call is completed like one that was listened to', async () => {
    const { call, keys } = await rung({ screening: { max: 20 } })
    expect(call).toMatchObject({ status: 'completed', duration: '20' })
    expect(keys).toEqual([])
  })

  test('the person who has picked up stays on the line past the assistant’s patience', async () => {
    const { call } = await rung({ screening: { picked_up_after: 8, max: 10 } })
    expect(Number(call.duration)).toBeGreaterThan(60)
  })
})

describe('a carrier’s announcement that the phone is switched off', () => {
  test('answers, speaks and hangs up: completed', async () => {
    const { call } = await rung({ announcement: { speaks: 8 } })
    expect(call).toMatchObject({ status: 'completed', duration: '8' })
  })

  test.each([
    ['no-answer', 480],
    ['busy', 486],
  ])('or speaks without answering, and ends %s', async (unanswered, sip) => {
    const { call, sip_response_code } = await rung({ announcement: { speaks: 8, unanswered } })
    expect(call).toMatchObject({ status: unanswered, duration: '0' })
    expect(sip_response_code).toBe(sip)
  })
})

test('the nth call meets the nth script, and the last script repeats', async () => {
  const { script, place, pass, status } = await openCustomer()
  await script([{ busy: true }, { announcement: { unanswered: 'no-answer' } }, { answer_after: 1 }])
  const ends: string[] = []
  for (let i = 0; i < 4; i++) {
    const { sid } = await place()
    await pass(60)
    ends.push(await status(sid))
  }
  expect(ends).toEqual(['busy', 'no-answer', 'completed', 'completed'])
})
