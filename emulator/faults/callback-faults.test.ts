import { expect, test } from 'vitest'
import { openCustomer } from '../test-customer.ts'

/** One call that is answered at once, with its four callbacks and the given faults. */
async function callWith(...faults: object[]) {
  const { customer, script, place, pass, received, control, ledger } = await openCustomer()
  expect(
    (
      await control(
        'POST',
        '/faults',
        faults.map((fault) => ({ where: 'callback', ...fault })),
      )
    ).status,
  ).toBe(201)
  await script({ answer_after: 1, hang_up_after: 5 })
  await place({
    statusCallback: `${customer}/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  })
  await pass(60)
  const [call] = await ledger()
  return { received, call, told: received.map(({ fields }) => fields['CallStatus']) }
}

test('D3 the last callback is lost: its number is missing, and the ledger names the fault', async () => {
  const { told, call } = await callWith({ fault: 'drop', event: 'completed' })
  expect(told).toEqual(['initiated', 'ringing', 'in-progress'])
  expect(call).toMatchObject({ status: 'completed', faults: [{ fault: 'drop', event: 'completed' }] })
})

test('D3 all callbacks of a call are lost', async () => {
  const { told, call } = await callWith({ fault: 'none', times: 1 })
  expect(told).toEqual([])
  expect(call?.faults).toHaveLength(4)
})

test('C7 a callback arrives twice, under one idempotency token', async () => {
  const { told, received } = await callWith({ fault: 'double', event: 'ringing' })
  expect(told).toEqual(['initiated', 'ringing', 'ringing', 'in-progress', 'completed'])
  expect(received[1]?.token).toBe(received[2]?.token)
})

test('D3 a callback comes 30 s late, with the time stamp of its event', async () => {
  const { told, received } = await callWith({ fault: 'delay', event: 'answered', seconds: 30 })
  expect(told).toEqual(['initiated', 'ringing', 'completed', 'in-progress'])
  const at = received.map(({ fields }) => Date.parse(fields['Timestamp'] ?? ''))
  expect(at[3]).toBeLessThan(at[2] ?? 0)
})

test('D3 a callback is delivered after the next one', async () => {
  const { told, received } = await callWith({ fault: 'reorder', event: 'answered' })
  expect(told).toEqual(['initiated', 'ringing', 'completed', 'in-progress'])
  expect(received.map(({ fields }) => fields['SequenceNumber'])).toEqual(['0', '1', '3', '2'])
})

test('what is held back for a next one leaves at the end, when none comes', async () => {
  const { told } = await callWith({ fault: 'reorder', event: 'completed' })
  expect(told).toEqual(['initiated', 'ringing', 'in-progress', 'completed'])
})

test('when each is to change places with the next, they do so in pairs', async () => {
  const { told } = await callWith({ fault: 'reorder' })
  expect(told).toEqual(['ringing', 'initiated', 'completed', 'in-progress'])
})

test('D13 beside the true callback a forged one goes out: it contradicts, and its signature is wrong', async () => {
  const { received } = await callWith({ fault: 'forge', event: 'ringing' })
  expect(received.map(({ fields, valid }) => [fields['CallStatus'], valid])).toEqual([
    ['initiated', true],
    ['completed', false],
    ['ringing', true],
    ['in-progress', true],
    ['completed', true],
  ])
})

test('the verdict of machine detection can be lost too', async () => {
  const { customer, script, place, pass, received, control } = await openCustomer()
  await control('POST', '/faults', { where: 'callback', event: 'machine-detection', fault: 'drop', times: 1 })
  await script({ voicemail: { after: 1 } })
  const detection = {
    twiml: '<Response><Pause length="20"/></Response>',
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${customer}/amd`,
  }
  await place(detection)
  await pass(60)
  expect(received).toEqual([])
  await place(detection)
  await pass(60)
  expect(received.map(({ fields }) => fields['AnsweredBy'])).toEqual(['machine_start'])
})
