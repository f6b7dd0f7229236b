import { describe, expect, test } from 'vitest'
import { openWorld, outcomes } from '../support/world.ts'

describe('the ladder', () => {
  test('C1 is over at once when the primary answers the first call', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { answer_after: 4 }),
      await world.person('김철수', { never: true }),
    ]
    const page = await world.page({ contacts: people, acknowledge_by: 'answer' })
    const over = await world.untilOver(page)
    expect(over.status).toBe('acknowledged')
    expect(outcomes(over)).toEqual(['홍길동 acknowledged'])
    expect(over.acknowledged_by).toEqual({ name: '홍길동', via: 'call', evidence: 'answer' })
  })

  test('C2 ends at the secondary when the primary stays silent, and the first phone is silent before the second rings', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { answer_after: 3 }),
    ]
    const over = await world.untilOver(await world.page({ contacts: people, acknowledge_by: 'answer' }))
    expect(outcomes(over)).toEqual(['홍길동 no-answer', '김철수 acknowledged'])
    expect((await world.ledger()).overlaps()).toEqual([])
  })

  test('C3 rings exactly P, S, P, S when all stay silent, and fails', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { never: true }),
    ]
    const page = await world.page({ contacts: people })
    const over = await world.untilOver(page)
    expect(over.status).toBe('exhausted')
    expect(outcomes(over)).toEqual([
      '홍길동 no-answer',
      '김철수 no-answer',
      '홍길동 no-answer',
      '김철수 no-answer',
    ])
    expect((await world.events(page)).at(-1)).toMatchObject({ type: 'escalation_failed', total_attempts: 4 })
    expect((await world.ledger()).overlaps()).toEqual([])
  })

  test('C4 rings a primary who is alone twice', async () => {
    const world = await openWorld()
    const over = await world.untilOver(
      await world.page({ contacts: [await world.person('홍길동', { never: true })] }),
    )
    expect(outcomes(over)).toEqual(['홍길동 no-answer', '홍길동 no-answer'])
  })

  test('C5 never calls the secondary when the primary listens to the end', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { answer_after: 4 }),
      await world.person('김철수', { never: true }),
    ]
    const page = await world.page({ contacts: people, acknowledge_by: 'answer' })
    await world.untilOver(page)
    await world.pass(300)
    expect((await world.ledger()).dialled()).toEqual([people[0]?.phone])
  })

  test.each([
    ['busy', { busy: true }],
    ['failed', { unreachable: true }],
    ['no-answer', { never: true }],
  ])('C6 calls the secondary at once when the primary is %s', async (outcome, script) => {
    const world = await openWorld()
    const people = [await world.person('홍길동', script), await world.person('김철수', { answer_after: 2 })]
    const over = await world.untilOver(await world.page({ contacts: people, acknowledge_by: 'answer' }))
    expect(over.attempts[0]?.outcome).toBe(outcome)
    // No time at all passes between the end of one call and the dial of the next.
    expect(over.attempts[1]?.started_at).toBe(over.attempts[0]?.ended_at)
  })

  test('C6 calls the secondary at once when the provider cancels the call of the primary', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { answer_after: 2 }),
    ]
    const page = await world.page({ contacts: people, acknowledge_by: 'answer' })
    await world.untilCall(page, 'ringing')
    await world.providerCancels((await world.ledger()).sid(0))
    const over = await world.untilOver(page)
    expect(outcomes(over)).toEqual(['홍길동 canceled', '김철수 acknowledged'])
    expect(over.attempts[1]?.started_at).toBe(over.attempts[0]?.ended_at)
  })

  test.each([14.9, 17])('C13 calls nobody else while somebody who answered at %s s talks', async (after) => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { answer_after: after, hang_up_after: 20 }),
      await world.person('김철수', { never: true }),
    ]
    const page = await world.page({ contacts: people, rounds: 1 })
    const talking = await world.untilCall(page, 'in-progress')
    await world.pass(19)
    expect((await world.escalation(talking)).attempts).toHaveLength(1)
    expect((await world.untilOver(page)).attempts.map((a) => a.outcome)).toEqual(['no-key', 'no-answer'])
  })

  test.each([
    [3, 1],
    [5, 2],
    [10, 5],
  ])('C19 rings %i people %i times in order when all stay silent', async (people, rounds) => {
    const world = await openWorld()
    const contacts = await Promise.all(
      Array.from({ length: people }, (_, i) => world.person(`담당자${i + 1}`, { busy: true })),
    )
    const over = await world.untilOver(await world.page({ contacts, rounds }))
    const once = contacts.map(({ phone }) => phone)
    expect((await world.ledger()).dialled()).toEqual(Array.from({ length: rounds }, () => once).flat())
    expect(over.status).toBe('exhausted')
  })

  test('C20 acknowledges in the moment of the answer, and fills in the duration when the call ends', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 4 })
    const page = await world.page({ contacts: [hong], acknowledge_by: 'answer' })
    const talking = await world.untilCall(page, 'in-progress')
    expect(talking).toMatchObject({ status: 'acknowledged', attempts: [{ duration: null }] })
    const over = await world.untilOver(page)
    expect(over.attempts[0]?.duration).toBeGreaterThan(5)
    const types = (await world.events(page)).map((event) => event.type)
    expect(types).toEqual([
      'escalation_started',
      'call_start',
      'call_initiated',
      'call_ringing',
      'call_answered',
      'call_acknowledged',
      'escalation_complete',
      'call_ended',
    ])
  })
})
