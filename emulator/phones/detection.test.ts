import { expect, test } from 'vitest'
import { openCustomer } from '../test-customer.ts'

test('machine detection reports beside the call, with the four fields of the real one', async () => {
  const { customer, script, place, pass, received } = await openCustomer()
  await script({ voicemail: { after: 3 } })
  await place({
    twiml: '<Response><Pause length="20"/></Response>',
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${customer}/amd`,
  })
  await pass(60)
  expect(Object.keys(received[0]?.fields ?? {}).toSorted()).toEqual([
    'AccountSid',
    'AnsweredBy',
    'CallSid',
    'MachineDetectionDuration',
  ])
  expect(received[0]).toMatchObject({ valid: true, fields: { AnsweredBy: 'machine_start' } })
})
