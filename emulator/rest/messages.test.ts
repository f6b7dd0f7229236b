import { describe, expect, test } from 'vitest'
import { FROM, openCustomer, TO } from '../test-customer.ts'

async function openWithTexts(script?: object) {
  const world = await openCustomer()
  if (script) await world.control('PUT', `/phones/${encodeURIComponent(TO)}/texts`, script)
  const told = () => world.received.map(({ fields }) => fields['MessageStatus'])
  return { ...world, told, send: () => world.text({ statusCallback: `${world.customer}/text` }) }
}

describe('a text message', () => {
  test('is queued, sent and delivered; the customer is told of the last two, with Twilio’s fields', async () => {
    const { client, send, pass, received, told } = await openWithTexts()
    const { sid, status } = await send()
    expect(status).toBe('queued')
    await pass(10)
    expect(told()).toEqual(['sent', 'delivered'])
    expect(received.every(({ valid }) => valid)).toBe(true)
    expect(received[1]?.fields).toEqual({
      AccountSid: client.accountSid,
      ApiVersion: '2010-04-01',
      From: FROM,
      To: TO,
      MessageSid: sid,
      MessageStatus: 'delivered',
      SmsSid: sid,
      SmsStatus: 'delivered',
      RawDlrDoneDate: '3001010000',
    })
    expect(await client.messages(sid).fetch()).toMatchObject({
      status: 'delivered',
      body: '점검',
      errorCode: null,
    })
  })

  test.each([
    [{ undelivered: 30005 }, ['sent', 'undelivered'], 30005],
    [{ failed: 30007 }, ['failed'], 30007],
    [{ no_receipt: true }, ['sent'], null],
    [{ delivered_after: 600 }, ['sent'], null],
  ])('to a number scripted %j is told as %j', async (script, statuses, code) => {
    const { client, send, pass, received, told } = await openWithTexts(script)
    const { sid } = await send()
    await pass(60)
    expect(told()).toEqual(statuses)
    expect(received.at(-1)?.fields['ErrorCode']).toBe(code === null ? undefined : String(code))
    expect(await client.messages(sid).fetch()).toMatchObject({ status: statuses.at(-1), errorCode: code })
  })

  test('is undeliverable to a number that ends in 6, unless scripted', async () => {
    const { client, text, pass } = await openCustomer()
    const { sid } = await text({ to: '+821000000006' })
    await pass(10)
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 })
  })

  test.each([
    [{ to: 'abc' }, 21211],
    [{ from: '12' }, 21212],
    [{ body: '' }, 21602],
    [{ body: 'x'.repeat(1_601) }, 21617],
  ])('is refused as %o with code %i', async (parameters, code) => {
    const { text } = await openCustomer()
    await expect(text(parameters)).rejects.toMatchObject({ status: 400, code })
  })

  test('is listed by number, newest first, and counted in segments', async () => {
    const { client, text } = await openCustomer()
    const korean = await text({ body: '가'.repeat(71) })
    const latin = await text({ body: 'x'.repeat(160) })
    await text({ to: '+821000009999' })
    const listed = await client.messages.list({ to: TO, pageSize: 1 })
    expect(listed.map(({ sid }) => sid)).toEqual([latin.sid, korean.sid])
    expect([latin.numSegments, korean.numSegments]).toEqual(['1', '2'])
  })

  test('whose only callback is held back for a next one tells it all the same', async () => {
    const { control, send, pass, told } = await openWithTexts({ no_receipt: true })
    await control('POST', '/faults', { where: 'callback', event: 'sent', fault: 'reorder' })
    await send()
    await pass(10)
    expect(told()).toEqual(['sent'])
  })

  test('meets the same faults as a call', async () => {
    const { control, send, text, pass, told } = await openWithTexts()
    await control('POST', '/faults', [
      { where: 'message', fault: '503', times: 1 },
      { where: 'callback', event: 'sent', fault: 'reorder', times: 1 },
    ])
    await expect(text()).rejects.toMatchObject({ status: 503, code: 20503 })
    await send()
    await pass(10)
    expect(told()).toEqual(['delivered', 'sent'])
    const { requests } = (await control<{ requests: object[] }>('GET', '/requests')).body
    expect(requests).toMatchObject([{ where: 'message', to: TO, code: 20503, sid: null }, { code: null }])
  })
})

test('a script for texts that is none is refused, and the forms are named', async () => {
  const { control } = await openCustomer()
  const { status, body } = await control('PUT', `/phones/${encodeURIComponent(TO)}/texts`, { lost: true })
  expect(status).toBe(400)
  expect(body).toMatchObject({ error: { message: expect.stringMatching(/"undelivered": 30003/) } })
})
