import { describe, expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { json, openWorld, type World } from '../support/world.ts'

const answers = { answer_after: 2, press: [{ key: '1', after: 6 }] }

/** Three nights: 홍길동 is busy and 김철수 takes it; nobody takes it; a drill that 김철수 takes. */
async function threeNights(world: World) {
  const hong = await world.person('홍길동', { busy: true })
  const kim = await world.person('김철수', answers)
  const policy = await json(
    world.ask('POST', '/api/v1/policies', { name: '야간', contacts: [hong, kim], rounds: 1 }),
  )
  const taken = await world.untilOver(
    await world.page({ policy_id: policy.id, message: '=결제 API, "응답" 없음' }),
  )
  await world.pass(3600)
  const missed = await world.untilOver(
    await world.page({ contacts: [hong], rounds: 2, message: 'Disk 100% FULL' }),
  )
  await world.pass(3600)
  const drill = await world.untilOver(await world.page({ contacts: [kim], drill: true, message: '훈련' }))
  return { hong, kim, policy, taken, missed, drill }
}

const ids = async (world: World, query: string) =>
  (await json(world.ask('GET', `/api/v1/escalations?${query}`))).escalations.map(({ id }: Escalation) => id)

describe('the history', () => {
  test('is searched by status, drill, person, outcome, text, policy and time', async () => {
    const world = await openWorld()
    const { hong, kim, policy, taken, missed, drill } = await threeNights(world)
    const at = encodeURIComponent
    for (const [query, found] of [
      ['', [drill, missed, taken]],
      ['status=exhausted', [missed]],
      ['drill=false', [missed, taken]],
      [`phone=${at(kim.phone)}`, [drill, taken]],
      ['outcome=busy', [missed, taken]],
      [`outcome=acknowledged&phone=${at(hong.phone)}`, []],
      [`outcome=acknowledged&phone=${at(kim.phone)}&drill=false`, [taken]],
      [`text=${at('disk 100% f')}`, [missed]],
      [`text=${at('100_')}`, []],
      [`policy_id=${policy.id}`, [taken]],
      [`since=${at(missed.created_at)}`, [drill, missed]],
      [`until=${at(missed.created_at)}`, [taken]],
    ] as const)
      expect([query, await ids(world, query)]).toEqual([query, found.map(({ id }) => id)])
    for (const query of ['phone=abc', 'since=yesterday', 'outcome=eaten', 'colour=red', 'text='])
      expect([query, (await world.ask('GET', `/api/v1/escalations?${query}`)).status]).toEqual([query, 422])
  })

  test('knows by its id whom it called, whatever their number is now', async () => {
    const world = await openWorld()
    const { phone } = await world.person('홍길동', { busy: true })
    const contact = await json(
      world.ask('POST', '/api/v1/contacts', { name: '홍길동', numbers: [{ phone }] }),
    )
    const page = await world.untilOver(await world.page({ contacts: [{ contact_id: contact.id }] }))
    const moved = { name: '홍길동', numbers: [{ phone: '010-0000-9999' }] }
    await world.ask('PUT', `/api/v1/contacts/${contact.id}`, moved)
    expect(await ids(world, `contact_id=${contact.id}`)).toEqual([page.id])
  })

  test('D19 is exported as CSV that Excel reads, with masked numbers and no formula', async () => {
    const world = await openWorld()
    const { taken } = await threeNights(world)
    const response = await world.ask('GET', '/api/v1/escalations/export?format=csv&drill=false')
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="nightbell-escalations.csv"',
    )
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 2 + 2)
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^${taken.id},.*,acknowledged,false,야간,"'=결제 API, ""응답"" 없음",김철수,keypress,2,1,secondary,김철수,010-\\*{4}-1001,acknowledged,`,
      ),
    )
    expect(lines.join('\n')).not.toMatch(/0000100[01]|0000-100[01]/)
  })

  test('D19 is exported as JSON, however much it is', { timeout: 30_000 }, async () => {
    const world = await openWorld()
    const person = await world.person('홍길동', { invalid: true })
    await Promise.all(Array.from({ length: 105 }, () => world.page({ contacts: [person], rounds: 1 })))
    await world.settle()
    const response = await world.ask('GET', '/api/v1/escalations/export?format=json')
    const { escalations } = await json(response)
    expect(escalations.map(({ id }: Escalation) => id)).toEqual(await everyId(world))
    expect(escalations).toHaveLength(105)
    expect(escalations[0].attempts[0].phone).toMatch(/^010-\*{4}-\d{4}$/)
    expect(escalations[0].plan[0].phone).toMatch(/^010-\*{4}-\d{4}$/)
  })
})

async function everyId(world: World): Promise<string[]> {
  const all: string[] = []
  for (let query = 'limit=50'; ;) {
    const page = await json(world.ask('GET', `/api/v1/escalations?${query}`))
    all.push(...page.escalations.map(({ id }: Escalation) => id))
    if (page.next_cursor === null) return all
    query = `limit=50&cursor=${encodeURIComponent(page.next_cursor)}`
  }
}

describe('statistics', () => {
  test('count the real thing, and drills apart', async () => {
    const world = await openWorld()
    const { taken } = await threeNights(world)
    const real = await world.get<Record<string, unknown>>('/api/v1/statistics')
    const seconds = (Date.parse(taken.ended_at ?? '') - Date.parse(taken.created_at)) / 1000
    expect(real).toMatchObject({
      zone: 'Asia/Seoul',
      drill: false,
      escalations: 2,
      escalations_by_status: { acknowledged: 1, exhausted: 1 },
      success_rate: 0.5,
      mean_attempts: 2,
      seconds_to_acknowledge: { median: seconds, p95: seconds },
      attempts: 4,
      attempts_by_outcome: { busy: 3, acknowledged: 1, running: 0 },
      by_day: [
        {
          day: '2030-01-01',
          escalations: 2,
          seconds_to_acknowledge: { median: seconds, p95: seconds },
        },
      ],
      by_contact: [
        { name: '홍길동', attempts: 3 },
        { name: '김철수', attempts: 1, acknowledged: 1 },
      ],
      by_policy: [
        { name: '야간', escalations: 1 },
        { policy_id: null, escalations: 1 },
      ],
      by_provider: [{ provider: 'twilio', attempts: 4 }],
      cost: {
        booked: [{ amount: 0.05, currency: 'USD', won: 74, attempts: 1 }],
        estimated: { amount: 0, currency: 'USD', won: 0, attempts: 0 },
        mean_per_escalation: [{ amount: 0.025, won: 37 }],
        monthly_projection: [{ amount: 0.05, won: 74 }],
        monthly_at: [
          { escalations_per_day: 10, prices: [{ amount: 7.5, won: 11_025 }] },
          { escalations_per_day: 100, prices: [{ amount: 75, won: 110_250 }] },
        ],
        rates: { per_minute: [{ prefix: '+8210', amount: 0.0524, won: 77 }, { prefix: '+82' }] },
      },
    })
    expect(real['by_hour']).toMatchObject({
      9: { escalations: 1, seconds_to_acknowledge: { median: seconds } },
      10: { escalations: 1, exhausted: 1, seconds_to_acknowledge: null },
    })
    const drills = await world.get('/api/v1/statistics?drill=true&zone=UTC')
    expect(drills).toMatchObject({ escalations: 1, success_rate: 1, by_hour: { 2: { acknowledged: 1 } } })
    const none = await world.get('/api/v1/statistics?until=2029-01-01T00:00:00Z')
    expect(none).toMatchObject({ escalations: 0, success_rate: null, seconds_to_acknowledge: null })
    for (const query of ['zone=Mars/Olympus', 'since=2031-01-01T00:00:00Z', 'drill=maybe'])
      expect([query, (await world.ask('GET', `/api/v1/statistics?${query}`)).status]).toEqual([query, 422])
  })
})
