import { describe, expect, test } from 'vitest'
import { json, openWorld, type World } from '../support/world.ts'

const numbers = (...phones: string[]) => phones.map((phone) => ({ phone, label: '휴대폰' }))

async function make(world: World, shelf: string, body: unknown) {
  const response = await world.ask('POST', `/api/v1/${shelf}`, body)
  const made = await json(response)
  expect([response.status, made]).toEqual([201, made])
  return made
}

/** A contact whose phone behaves as the script says. */
async function contact(world: World, name: string, script: Record<string, unknown> = { busy: true }) {
  const { phone } = await world.person(name, script)
  return make(world, 'contacts', { name, numbers: numbers(phone) })
}

async function groupOfTwo(world: World) {
  const people = [await contact(world, '홍길동'), await contact(world, '김철수')]
  const group = await make(world, 'groups', { name: '결제', contact_ids: people.map(({ id }) => id) })
  return { people, group }
}
const dialled = async (world: World) => (await world.ledger()).dialled()

describe('contacts, groups and policies', () => {
  test('C19 a group is rung in its order, and so is a policy of the group', async () => {
    const world = await openWorld()
    const { people, group } = await groupOfTwo(world)
    expect(group.members).toMatchObject([
      { role: 'primary', name: '홍길동', contact_id: people[0].id },
      { role: 'secondary', name: '김철수' },
    ])
    const phones = group.members.map(({ phone }: { phone: string }) => phone)
    await world.untilOver(await world.page({ group_id: group.id, rounds: 2 }))
    expect(await dialled(world)).toEqual([...phones, ...phones])
    const policy = await make(world, 'policies', { name: '야간', group_id: group.id, rounds: 1 })
    const page = await world.untilOver(await world.page({ policy_id: policy.id }))
    expect(page).toMatchObject({
      policy: { id: policy.id, name: '야간' },
      attempts: [{ contact_id: people[0].id }, {}],
    })
    expect(await dialled(world)).toEqual([...phones, ...phones, ...phones])
  })

  test('D15 a group and a contact that are changed while it rings change nothing of it', async () => {
    const world = await openWorld()
    const { people, group } = await groupOfTwo(world)
    const page = await world.page({ group_id: group.id, rounds: 1 })
    const moved = { name: '김철수', numbers: numbers('010-0000-9999') }
    expect((await world.ask('PUT', `/api/v1/contacts/${people[1].id}`, moved)).status).toBe(200)
    const fewer = { name: '결제', contact_ids: [people[0].id] }
    expect((await world.ask('PUT', `/api/v1/groups/${group.id}`, fewer)).status).toBe(200)
    await world.untilOver(page)
    expect(await dialled(world)).toEqual(group.members.map(({ phone }: { phone: string }) => phone))
  })

  test('a policy rings contacts and people who are named there alone, and speaks its own words', async () => {
    const world = await openWorld()
    const hong = await contact(world, '홍길동', { answer_after: 2 })
    const policy = await make(world, 'policies', {
      name: '결제',
      contacts: [{ contact_id: hong.id }, { name: '당직실', phone: '02-000-0001' }],
      acknowledge_by: 'answer',
      message_template: '{이름} 님, 긴급 장애입니다. {메시지}',
    })
    await world.untilOver(await world.page({ policy_id: policy.id }))
    expect((await world.ledger()).spoken(0)[0]).toBe('홍길동 님, 긴급 장애입니다. 결제 API 응답 없음')
    const copy = await world.ask('PUT', `/api/v1/policies/${policy.id}`, {
      name: policy.name,
      contacts: policy.contacts,
      version: policy.version,
    })
    expect((await json(copy)).contacts).toEqual(policy.contacts)
  })

  test('who edits an older version is told so, and nothing is changed', async () => {
    const world = await openWorld()
    const hong = await contact(world, '홍길동')
    const edit = (note: string) =>
      world.ask('PUT', `/api/v1/contacts/${hong.id}`, {
        name: '홍길동',
        numbers: hong.numbers,
        note,
        version: 1,
      })
    const both = await Promise.all([edit('a'), edit('b')])
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
    expect(await world.get(`/api/v1/contacts/${hong.id}`)).toMatchObject({ version: 2, note: 'a' })
  })
})

describe('deleting', () => {
  test('what is in use stays, and who uses it is named', async () => {
    const world = await openWorld()
    const { people, group } = await groupOfTwo(world)
    const policy = await make(world, 'policies', { name: '야간', group_id: group.id })
    const when_exhausted = { do: 'policy', policy_id: policy.id }
    await make(world, 'policies', { name: '주간', contacts: [{ contact_id: people[0].id }], when_exhausted })
    for (const [target, users] of [
      [`contacts/${people[0].id}`, /used by group 결제, policy 주간/],
      [`groups/${group.id}`, /used by policy 야간/],
      [`policies/${policy.id}`, /used by policy 주간/],
    ] as const) {
      const refused = await world.ask('DELETE', `/api/v1/${target}`)
      expect(refused.status).toBe(409)
      expect((await json(refused)).detail).toMatch(users)
    }
    const refused = await json(world.ask('DELETE', `/api/v1/contacts/${people[0].id}`))
    expect(refused.used_by).toEqual([
      { kind: 'group', id: group.id, name: '결제' },
      { kind: 'policy', id: expect.stringMatching(/^pol_/), name: '주간' },
    ])
  })

  test('is undone within 30 days, and final afterwards', async () => {
    const world = await openWorld()
    const made = {
      contacts: await contact(world, '홍길동'),
      policies: await make(world, 'policies', {
        name: '야간',
        contacts: [{ name: '김', phone: '010-0000-0001' }],
      }),
    }
    for (const [shelf, { id }] of Object.entries(made)) {
      const ids = async () =>
        (await json(world.ask('GET', `/api/v1/${shelf}`)))[shelf].map((x: { id: string }) => x.id)
      const restore = () => world.ask('POST', `/api/v1/${shelf}/${id}/restore`)
      const deleted = async () => (await json(world.ask('GET', `/api/v1/${shelf}/deleted`))).deleted
      expect((await restore()).status).toBe(404)
      expect((await world.ask('DELETE', `/api/v1/${shelf}/${id}`)).status).toBe(204)
      expect((await world.ask('GET', `/api/v1/${shelf}/${id}`)).status).toBe(404)
      expect(await ids()).toEqual([])
      await world.skip(29)
      const [gone, ...more] = await deleted()
      expect([gone.id, gone.name, more]).toEqual([id, made[shelf as keyof typeof made].name, []])
      expect(Date.parse(gone.restorable_until) - Date.parse(gone.deleted_at)).toBe(30 * 86_400_000)
      expect((await restore()).status).toBe(200)
      expect(await ids()).toEqual([id])
      expect(await deleted()).toEqual([])
      await world.ask('DELETE', `/api/v1/${shelf}/${id}`)
      await world.skip(30)
      expect(await deleted()).toEqual([])
      expect((await restore()).status).toBe(404)
    }
  })

  test('a group is not restored without its people', async () => {
    const world = await openWorld()
    const { people, group } = await groupOfTwo(world)
    await world.ask('DELETE', `/api/v1/groups/${group.id}`)
    await world.ask('DELETE', `/api/v1/contacts/${people[0].id}`)
    const refused = await world.ask('POST', `/api/v1/groups/${group.id}/restore`)
    expect(refused.status).toBe(422)
    expect((await json(refused)).detail).toMatch(people[0].id)
    expect((await world.ask('GET', `/api/v1/groups/${group.id}`)).status).toBe(404)
  })
})

describe('what is refused', () => {
  test('C17 two with one number on one ladder, whichever way they come there', async () => {
    const world = await openWorld()
    const { people, group } = await groupOfTwo(world)
    const [hong, kim] = people
    const twin = await make(world, 'contacts', { name: '쌍둥이', numbers: hong.numbers })
    const change = { name: '김철수', numbers: hong.numbers }
    for (const [method, target, body, names] of [
      ['POST', 'groups', { name: 'x', contact_ids: [hong.id, twin.id] }, /홍길동 and 쌍둥이 have the same/],
      [
        'PUT',
        `groups/${group.id}`,
        { name: 'x', contact_ids: [kim.id, twin.id, hong.id] },
        /쌍둥이 and 홍길동/,
      ],
      ['PUT', `contacts/${kim.id}`, change, /group 결제: .*홍길동 and 김철수 have the same/],
      [
        'POST',
        'policies',
        { name: 'x', contacts: [{ contact_id: hong.id }, { contact_id: twin.id }] },
        /홍길동 and 쌍둥이/,
      ],
    ] as const) {
      const refused = await world.ask(method, `/api/v1/${target}`, body)
      expect([target, refused.status]).toEqual([target, 422])
      expect((await json(refused)).detail).toMatch(names)
    }
    expect(await world.get(`/api/v1/contacts/${kim.id}`)).toMatchObject({ numbers: kim.numbers, version: 1 })
  })

  test('policies that lead in a circle, and things that are not there', async () => {
    const world = await openWorld()
    const contacts = [{ name: '홍길동', phone: '010-0000-0001' }]
    const a = await make(world, 'policies', { name: 'A', contacts })
    const b = await make(world, 'policies', {
      name: 'B',
      contacts,
      when_exhausted: { do: 'policy', policy_id: a.id },
    })
    const put = (body: unknown) => world.ask('PUT', `/api/v1/policies/${a.id}`, body)
    for (const [body, detail] of [
      [
        { name: 'A', contacts, when_exhausted: { do: 'policy', policy_id: b.id } },
        /would never end: A → B → A/,
      ],
      [{ name: 'A', contacts, when_exhausted: { do: 'policy', policy_id: 'pol_none' } }, /no such policy/],
      [
        { name: 'A', contacts, when_exhausted: { do: 'webhook', url: 'file:///etc/passwd' } },
        /when_exhausted\.url/,
      ],
      [
        { name: 'A', contacts, when_exhausted: { do: 'repeat', after_minutes: 0, times: 1 } },
        /after_minutes/,
      ],
      [{ name: 'A', group_id: 'grp_none' }, /group_id: there is no such group/],
      [{ name: 'A', contacts: [{ contact_id: 'con_none' }] }, /there is no contact con_none/],
      [
        { name: 'A', contacts: [{ name: '홍길동' }] },
        /contacts\.0: say either a contact_id, or a name and a phone/,
      ],
      [{ name: 'A', contacts, group_id: 'grp_x' }, /either contacts or group_id/],
      [{ name: 'A', contacts, message_template: '긴급 장애입니다' }, /message_template: must hold/],
    ] as const) {
      const refused = await put(body)
      expect(refused.status).toBe(422)
      expect((await json(refused)).detail).toMatch(detail)
    }
  })
})

describe('a dry run', () => {
  test('says who would ring when, and what it would cost, and rings nobody', async () => {
    const world = await openWorld()
    const { group } = await groupOfTwo(world)
    const policy = await make(world, 'policies', {
      name: '야간',
      group_id: group.id,
      rounds: 1,
      ring_timeout_seconds: 10,
    })
    const forecast = await json(world.ask('POST', '/api/v1/policies/dry-run', { policy_id: policy.id }))
    expect(forecast).toMatchObject({
      attempts: [
        { role: 'primary', name: '홍길동', rings_at_second: 2, rings_until_second: 17 },
        { role: 'secondary', name: '김철수', rings_at_second: 19, rings_until_second: 34 },
      ],
      total_seconds: 34,
      cost_if_nobody_picks_up: { amount: 0, won: 0 },
      cost_if_every_call_is_picked_up: { amount: 0.1048, currency: 'USD', won: 154 },
      cost_at_most: { amount: 0.2096, currency: 'USD', won: 308 },
      rates: { seen: expect.any(String), won_seen: expect.any(String) },
    })
    await world.pass(60)
    expect(await dialled(world)).toEqual([])
  })

  test('says what each phone would speak, of a draft that nobody has kept yet', async () => {
    const world = await openWorld()
    const hong = await contact(world, '홍길동')
    const dryRun = async (more: object) =>
      json(
        world.ask('POST', '/api/v1/policies/dry-run', {
          contacts: [{ contact_id: hong.id }],
          message: '결제 API 응답 없음',
          ...more,
        }),
      )
    const { spoken } = await dryRun({})
    expect(spoken).toEqual([
      {
        role: 'primary',
        name: '홍길동',
        contact_id: hong.id,
        language: 'ko',
        message: '홍길동 담당자님, 결제 API 응답 없음',
        menu: { prompt: expect.stringMatching(/^확인하시려면 1번/), no_input: expect.any(String) },
        closing: '메시지 전달이 완료되었습니다.',
      },
    ])
    const english = { language: 'en', acknowledge_by: 'answer', message_template: '{message}!' }
    expect((await dryRun(english)).spoken).toMatchObject([{ message: '결제 API 응답 없음!', menu: null }])
    expect((await dryRun({ message_template: '{color}' })).errors).toMatchObject([
      { field: 'message_template', problem: expect.stringMatching(/\{color\} is not known/) },
    ])
    expect(await json(world.ask('GET', '/api/v1/policies'))).toEqual({ policies: [] })
  })
})
