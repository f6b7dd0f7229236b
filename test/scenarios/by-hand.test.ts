import { describe, expect, test } from 'vitest'
import { json, openWorld } from '../support/world.ts'

describe('people at the API', () => {
  test('D4 acknowledging hangs up the phone that rings, and its late callbacks change nothing', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { never: true }),
    ]
    const page = await world.page({ contacts: people })
    await world.untilCall(page, 'ringing')
    const response = await world.ask('POST', `/api/v1/escalations/${page.id}/acknowledge`, { by: '이영희' })
    expect(await response.json()).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: { name: '이영희', via: 'api', evidence: null },
    })
    const over = await world.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['canceled'])
    // No time has passed: the phone is silent in the moment of the acknowledgement.
    expect(over.attempts[0]?.ended_at).toBe(over.ended_at)
    await world.pass(120)
    expect((await world.ledger()).dialled()).toHaveLength(1)
    expect(await world.escalation(page)).toEqual(over)
  })

  test('D5 the second to acknowledge is told who was first', async () => {
    const world = await openWorld()
    const page = await world.page({ contacts: [await world.person('홍길동', { never: true })] })
    const answers = await Promise.all(
      ['이영희', '박민수'].map((by) =>
        world.ask('POST', `/api/v1/escalations/${page.id}/acknowledge`, { by }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect((await json(refused)).detail).toMatch(/already acknowledged by (이영희|박민수)/)
  })

  test('D5 whoever presses 1 after somebody else has acknowledged hears who it was', async () => {
    const world = await openWorld()
    const hong = await world.person('홍길동', { answer_after: 2, press: [{ key: '1', after: 8 }] })
    const page = await world.page({ contacts: [hong] })
    await world.untilCall(page, 'in-progress')
    // The hang-up does not reach the provider at first: the key is faster.
    await world.fault({ where: 'update', fault: '503', times: 4 })
    await world.ask('POST', `/api/v1/escalations/${page.id}/acknowledge`, { by: '이영희' })
    await world.pass(20)
    expect((await world.ledger()).spoken(0).at(-1)).toBe('이영희 님이 이미 확인했습니다. 감사합니다.')
    expect((await world.escalation(page)).acknowledged_by?.name).toBe('이영희')
  })

  test('cancelling ends it with the reason', async () => {
    const world = await openWorld()
    const page = await world.page({ contacts: [await world.person('홍길동', { never: true })] })
    await world.untilCall(page, 'ringing')
    await world.ask('POST', `/api/v1/escalations/${page.id}/cancel`, { by: '이영희', reason: '훈련 종료' })
    const over = await world.untilOver(page)
    expect(over).toMatchObject({ status: 'cancelled', attempts: [{ ended_at: over.ended_at }] })
    expect((await world.events(page)).find((e) => e.type === 'escalation_cancelled')).toMatchObject({
      by: '이영희',
      reason: '훈련 종료',
    })
    expect((await world.ledger()).dialled()).toHaveLength(1)
  })

  test('passing on rings the next person, once the first phone is silent', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { answer_after: 2 }),
    ]
    const page = await world.page({ contacts: people, acknowledge_by: 'answer' })
    await world.untilCall(page, 'ringing')
    await world.ask('POST', `/api/v1/escalations/${page.id}/escalate`, { by: '이영희' })
    const over = await world.untilOver(page)
    expect(over.attempts.map((a) => a.outcome)).toEqual(['canceled', 'acknowledged'])
    expect((await world.ledger()).overlaps()).toEqual([])
  })

  test('D15 a policy that is edited, or deleted, does not change what is running', async () => {
    const world = await openWorld()
    const people = [
      await world.person('홍길동', { never: true }),
      await world.person('김철수', { never: true }),
    ]
    const other = await world.person('박민수', { never: true })
    const policy = await json(
      world.ask('POST', '/api/v1/policies', { name: '결제', contacts: people, rounds: 1 }),
    )
    const page = await world.page({ policy_id: policy.id })
    await world.untilCall(page, 'ringing')
    const edited = await world.ask('PUT', `/api/v1/policies/${policy.id}`, {
      name: '결제',
      contacts: [other],
    })
    expect(edited.status).toBe(200)
    expect((await world.ask('DELETE', `/api/v1/policies/${policy.id}`)).status).toBe(204)
    await world.untilOver(page)
    expect((await world.ledger()).dialled()).toEqual(people.map(({ phone }) => phone))
  })
})
