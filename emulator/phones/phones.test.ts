import { describe, expect, test } from 'vitest'
import { FROM, HELLO, openCustomer } from '../test-customer.ts'

describe('phones', () => {
  test.each([
    [{ answer_after: 2 }, 'completed'],
    [{ never: true }, 'no-answer'],
    [{ busy: true }, 'busy'],
    [{ decline_after: 3 }, 'busy'],
    [{ unreachable: true }, 'failed'],
    [{ voicemail: { after: 5 } }, 'completed'],
  ])('%o ends %s', async (script, end) => {
    const emulator = await openCustomer()
    await emulator.script(script)
    const { sid } = await emulator.place()
    await emulator.pass(120)
    expect(await emulator.status(sid)).toBe(end)
  })

  test('ring for Timeout and five seconds more, and can still be answered then', async () => {
    const { script, place, pass, status } = await openCustomer()
    await script([{ answer_after: 17 }, { answer_after: 21 }])
    const first = await place({ timeout: 15 })
    await pass(19)
    expect(await status(first.sid)).toBe('in-progress')
    const second = await place({ timeout: 15 })
    await pass(60)
    expect(await status(second.sid)).toBe('no-answer')
  })

  test('behave by their last digit when nobody has scripted them', async () => {
    const { client, pass, control } = await openCustomer()
    const { sid } = await client.calls.create({ to: '+821000000003', from: FROM, twiml: HELLO })
    await pass(30)
    expect((await control('GET', `/calls/${sid}`)).body).toMatchObject({
      status: 'busy',
      sip_response_code: 486,
    })
  })

  test('are answered, keyed and hung up by hand', async () => {
    const { script, place, pass, control, status } = await openCustomer()
    await script({ manual: true })
    const { sid } = await place({ twiml: '<Response><Pause length="60"/></Response>' })
    await pass(5)
    expect((await control('POST', `/calls/${sid}/press`, { key: '1' })).status).toBe(409)
    await control('POST', `/calls/${sid}/answer`)
    expect(await status(sid)).toBe('in-progress')
    expect((await control('POST', `/calls/${sid}/press`, { key: '12' })).status).toBe(400)
    await control('POST', `/calls/${sid}/hang-up`)
    expect(await status(sid)).toBe('completed')
  })

  test.each([
    [{}, /exactly one of/],
    [{ never: true, busy: true }, /exactly one of/],
    [{ answer_after: -1 }, /answer_after|>=0|small/i],
    [{ answer_after: 1, press: [{ key: 'x', after: 1 }] }, /0-9/],
    ['loud', /must be a script/],
  ])('refuse the script %j, and say what is wrong', async (script, message) => {
    const emulator = await openCustomer()
    const { status, body } = await emulator.script(script)
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toMatch(message)
  })
})
