import { expect, test } from 'vitest'
import { json, openWorld } from '../support/world.ts'

type Found = { findings: { check: string; status: string; title: Said; detail: Said; mend: Said | null }[] }
type Said = { ko: string; en: string }

const SECRET = 'https://someone:secret@nightbell.example.com'

test('the doctor says over the API how everything stands, in both languages, and how to mend it', async () => {
  const world = await openWorld()
  const sound = await world.get<Found>('/api/v1/doctor')
  expect(sound.findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
    'settings ok',
    'database ok',
    'disk ok',
    'credentials ok',
    'public-url ok',
    'caller-number ok',
    'clock ok',
    'server ok',
    'public-url-answers ok',
  ])
  for (const { title, detail } of sound.findings) {
    expect(title.ko).toMatch(/[가-힣]/)
    expect(`${detail.ko}${detail.en}`).toMatch(/^\P{Cc}+$/u)
  }
  world.mail.ask = async () => ({
    status: 401,
    type: 'application/json',
    body: JSON.stringify({ code: 20003, message: 'Authenticate', status: 401 }),
  })
  const ill = await world.get<Found>('/api/v1/doctor')
  expect(ill.findings.find(({ check }) => check === 'credentials')).toMatchObject({
    status: 'problem',
    mend: {
      ko: expect.stringContaining('TWILIO_AUTH_TOKEN'),
      en: expect.stringContaining('TWILIO_AUTH_TOKEN'),
    },
  })
})

test('the doctor says whom a trial account cannot call, and that the clock is wrong', async () => {
  const world = await openWorld()
  const verified = await world.person('홍길동', { never: true })
  const other = await world.person('김철수', { never: true })
  const make = (shelf: string, body: unknown) => json(world.ask('POST', `/api/v1/${shelf}`, body))
  const { id } = await make('contacts', { name: other.name, numbers: [{ phone: other.phone }] })
  const { id: group_id } = await make('groups', { name: '야간', contact_ids: [id] })
  await make('policies', { name: '야간', group_id })
  await make('policies', { name: '주간', contacts: [verified, { contact_id: id }] })
  await world.control('PUT', '/settings', {
    profile: 'trial',
    verified_numbers: [verified.phone],
    date_ahead: -60,
  })
  const { findings } = await world.get<Found>('/api/v1/doctor')
  const found = Object.fromEntries(findings.map((each) => [each.check, each]))
  expect(found['credentials']).toMatchObject({
    status: 'warning',
    detail: { ko: expect.stringContaining('체험 계정 안내가 먼저') },
    mend: { ko: expect.stringContaining('업그레이드') },
  })
  expect(found['verified-numbers']).toMatchObject({
    status: 'warning',
    detail: {
      ko: '정책이 전화하는 번호 2개 중 1개가 인증되지 않아 걸 수 없습니다: 010-****-1001',
      en: 'not verified, and therefore refused: 1 of the 2 that policies ring (010-****-1001)',
    },
  })
  expect(found['clock']).toMatchObject({
    status: 'warning',
    detail: { ko: expect.stringMatching(/약 (?:59|60|61)초 빠릅니다/) },
  })
})

test('as a stream it tells each finding as it is found, and when it is done', async () => {
  const world = await openWorld()
  const response = await world.ask('GET', '/api/v1/doctor', undefined, { Accept: 'text/event-stream' })
  const told = (await response.text()).match(/^data: .*$/gm) ?? []
  expect(told.length).toBeGreaterThan(5)
  expect(told[0]).toMatch(/"check":"settings"/)
  expect(told.at(-1)).toBe('data: "done"')
})

test('D19 what is set is shown without its secrets', async () => {
  const world = await openWorld({ env: { PUBLIC_URL: SECRET } })
  const shown = await world.get<{ telephony: string; settings: unknown[] }>('/api/v1/setup')
  expect(shown).toMatchObject({
    telephony: 'twilio',
    settings: [
      { name: 'TELEPHONY', value: 'twilio' },
      { name: 'TWILIO_ACCOUNT_SID', value: 'AC01…cdef' },
      { name: 'TWILIO_AUTH_TOKEN', value: '…' },
      { name: 'TWILIO_FROM', value: '+1 50* *** 0006' },
      { name: 'TWILIO_BASE_URL', value: expect.stringMatching(/^http:/) },
      { name: 'PUBLIC_URL', value: 'https://nightbell.example.com' },
    ],
  })
})
