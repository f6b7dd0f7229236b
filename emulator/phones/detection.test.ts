import { describe, expect, test } from 'vitest'
import { FROM, openCustomer, TO } from '../test-customer.ts'

const LONG = '<Response><Pause length="50"/></Response>'

/** One call to a phone with this script and with machine detection. */
async function detected(script: object, more: object = {}) {
  const world = await openCustomer({ answer: () => LONG })
  const { customer, place, pass, received } = world
  await world.script(script)
  const asynchronous = { asyncAmd: 'true', asyncAmdStatusCallback: `${customer}/amd` }
  const { sid } = await place({ twiml: LONG, machineDetection: 'Enable', ...asynchronous, ...more })
  await pass(90)
  return { ...world, sid, verdicts: received.filter(({ path }) => path === '/amd') }
}

describe('D8 machine detection concludes', () => {
  test.each([
    [{ answer_after: 1 }, 'human', 'human'],
    [{ voicemail: { after: 1 } }, 'machine_start', 'machine_end_beep'],
    [{ voicemail: { after: 1, beep: false } }, 'machine_start', 'machine_end_silence'],
    [{ screening: {} }, 'machine_start', 'machine_end_silence'],
    [{ announcement: { speaks: 9 }, machine_after: 8 }, 'machine_start', 'machine_end_silence'],
    [{ answer_after: 1, machine: 'fax' }, 'fax', 'fax'],
    [{ answer_after: 1, machine: 'unknown' }, 'unknown', 'unknown'],
    [{ screening: {}, machine: 'human' }, 'human', 'human'],
  ])('%j as %s, or with DetectMessageEnd as %s', async (script, quick, atEnd) => {
    for (const [mode, verdict] of [
      ['Enable', quick],
      ['DetectMessageEnd', atEnd],
    ]) {
      const { client, sid, verdicts } = await detected(script, { machineDetection: mode })
      expect(verdicts.map(({ fields }) => fields['AnsweredBy'])).toEqual([verdict])
      expect((await client.calls(sid).fetch()).answeredBy).toBe(verdict)
    }
  })

  test('beside the call, with the four fields of the real callback, signed', async () => {
    const { verdicts } = await detected({ voicemail: { after: 3 } })
    expect(Object.keys(verdicts[0]?.fields ?? {}).toSorted()).toEqual([
      'AccountSid',
      'AnsweredBy',
      'CallSid',
      'MachineDetectionDuration',
    ])
    expect(verdicts[0]).toMatchObject({ valid: true, fields: { MachineDetectionDuration: '4000' } })
  })

  test('unknown when it takes longer than it may', async () => {
    const { verdicts } = await detected(
      { answer_after: 1, machine_after: 20 },
      { machineDetectionTimeout: 10 },
    )
    expect(verdicts).toMatchObject([{ fields: { AnsweredBy: 'unknown', MachineDetectionDuration: '10000' } }])
  })

  test('unknown when the call is over before', async () => {
    const { verdicts } = await detected({ answer_after: 1, hang_up_after: 2 })
    expect(verdicts).toMatchObject([{ fields: { AnsweredBy: 'unknown', MachineDetectionDuration: '2000' } }])
  })

  test('nothing when nobody answers', async () => {
    const { verdicts, client, sid } = await detected({ never: true })
    expect(verdicts).toEqual([])
    expect((await client.calls(sid).fetch()).answeredBy).toBeNull()
  })
})

test('D8 without AsyncAmd the instructions wait for the verdict, and are asked for with it', async () => {
  const { client, customer, script, pass, received, control } = await openCustomer({ answer: () => LONG })
  await script({ answer_after: 1 })
  const { sid } = await client.calls.create({
    to: TO,
    from: FROM,
    url: `${customer}/voice`,
    machineDetection: 'Enable',
  })
  await pass(6)
  expect(received).toEqual([]) // Answered at 2.5 s, and silence since.
  await pass(1)
  expect(received).toMatchObject([{ path: '/voice', fields: { AnsweredBy: 'human' } }])
  expect((await control('GET', `/calls/${sid}`)).body).toMatchObject({ answered_by: 'human', heard: [] })
})
