import { expect, test } from 'vitest'
import { json, openWorld, type World } from '../support/world.ts'

const picksUp = { answer_after: 2 }
const acknowledges = { answer_after: 2, press: [{ key: '2', after: 12 }] }

async function contact(world: World, name: string, language: 'ko' | 'en' | null, script: object) {
  const { phone } = await world.person(name, { ...script })
  return json(world.ask('POST', '/api/v1/contacts', { name, language, numbers: [{ phone }] }))
}

const policyOf = (world: World, contacts: { id: string }[], more: object) => {
  const body = { name: '야간', contacts: contacts.map(({ id }) => ({ contact_id: id })), rounds: 1, ...more }
  return json(world.ask('POST', '/api/v1/policies', body))
}

test("C18 speaks English to the contact whose language is English, and the policy's language to the others", async () => {
  const world = await openWorld()
  const hong = await contact(world, '홍길동', null, picksUp)
  const jane = await contact(world, 'Jane', 'en', acknowledges)
  const policy = await policyOf(world, [hong, jane], { language: 'ko' })
  const page = await world.page({ policy_id: policy.id, message: 'Payment API is down' })
  // It finishes as it began: the language is copied too.
  const changed = { name: 'Jane', numbers: jane.numbers, language: 'ko' }
  expect((await world.ask('PUT', `/api/v1/contacts/${jane.id}`, changed)).status).toBe(200)
  await world.untilOver(page)

  const ledger = await world.ledger()
  const korean = '홍길동 담당자님, Payment API is down'
  expect(ledger.spoken(0).slice(0, 2)).toEqual([korean, korean])
  expect(ledger.voices(0)).toEqual([{ voice: 'Polly.Seoyeon-Neural', language: 'ko-KR' }])
  const english = 'Jane, Payment API is down'
  expect(ledger.spoken(1)).toEqual([
    english,
    english,
    expect.stringMatching(/^To acknowledge, press 1/),
    'Acknowledged. The details are on their way by text message.',
  ])
  expect(ledger.voices(1)).toEqual([{ voice: 'Polly.Joanna-Neural', language: 'en-US' }])
})

test('a template is spoken as it is written, and the rest in the language of the contact', async () => {
  const world = await openWorld()
  const jane = await contact(world, 'Jane', 'en', picksUp)
  const policy = await policyOf(world, [jane], {
    acknowledge_by: 'answer',
    message_template: '{name} 님, {message}',
  })
  await world.untilOver(await world.page({ policy_id: policy.id, message: 'disk full' }))
  const ledger = await world.ledger()
  expect(ledger.spoken(0)).toEqual([
    'Jane 님, disk full',
    'Jane 님, disk full',
    'The message has been delivered.',
  ])
  expect(ledger.voices(0)).toEqual([{ voice: 'Polly.Joanna-Neural', language: 'en-US' }])
})
