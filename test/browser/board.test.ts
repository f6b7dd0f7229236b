import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { violations } from './support/axe.ts'
import { logOf, openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

const people = [
  { name: '홍길동', phone: '010-0000-1001' },
  { name: '김철수', phone: '010-0000-1002' },
]

/** The board, opened before anything happens, and an escalation whose phones ring until a hand answers. */
async function openBoard() {
  const server = await startServer()
  for (const { phone } of people) await server.script(phone, { manual: true })
  const page = await openPage({ at: server.url, width: 390 })
  await page.goto(server.url)
  await page.getByText('지금 울리는 전화가 없습니다').waitFor()
  await page.locator('[data-connection=connected]').waitFor()
  const { id } = await server.page({
    message: '결제 API 응답 없음',
    contacts: people,
    ring_timeout_seconds: 60,
  })
  const card = page.getByRole('article', { name: '결제 API 응답 없음' })
  await card.getByText('벨 울림').first().waitFor()
  return { server, page, card, now: () => server.ask<Escalation>('GET', `/api/v1/escalations/${id}`) }
}

test('D4 whoever acknowledges on the board ends it, and the card says so', { timeout: 60_000 }, async () => {
  const { page, card, now } = await openBoard()
  await card.getByRole('button', { name: '확인', exact: true }).click()
  await page.getByText('확인했습니다.').waitFor()
  await card.getByText('확인됨').waitFor()
  expect(await now()).toMatchObject({ status: 'acknowledged', acknowledged_by: { via: 'page' } })
})

test(
  'E6 passing on rings the next person, and then there is nobody left to pass on to',
  { timeout: 60_000 },
  async () => {
    const { page, card, now } = await openBoard()
    const passOn = card.getByRole('button', { name: /^다음 담당자에게/ })
    for (const next of [/부담당자 김철수 · 1차/, /정담당자 홍길동 · 2차/, /부담당자 김철수 · 2차/]) {
      await passOn.click()
      await card.getByText(next).first().waitFor()
    }
    // It stays in reach though it is disabled, and tells why.
    await passOn.click({ force: true })
    await page.getByText('마지막 시도입니다. 넘길 담당자가 없습니다').first().waitFor()
    expect((await now()).attempts).toHaveLength(4)
  },
)

test('cancelling asks for the reason, which stays in the log', { timeout: 60_000 }, async () => {
  const { page, card, now } = await openBoard()
  await card.getByRole('button', { name: '취소', exact: true }).click()
  await page.getByLabel('취소 사유').fill('오탐 확인')
  await page.getByRole('button', { name: '취소하기' }).click()
  await card.getByText('취소됨').waitFor()
  await card.getByRole('link').click()
  await page.getByRole('log').waitFor()
  expect((await logOf(page)).at(-1)).toMatch(/^⛔ 에스컬레이션 취소: .+ \(오탐 확인\)$/)
  expect((await now()).status).toBe('cancelled')
})

test('C3 what nobody took stays on the board until somebody takes it', { timeout: 60_000 }, async () => {
  const { page, server } = await openBoard()
  await server.script('010-0000-1003', { busy: true })
  const { id } = await server.page({
    message: '디스크 사용률 97%',
    contacts: [{ name: '이영희', phone: '010-0000-1003' }],
    rounds: 1,
    drill: false,
  })
  const untaken = page.getByRole('region', { name: '아무도 확인하지 않음' })
  await page.getByRole('article', { name: '디스크' }).getByText('전원 미응답').waitFor()
  await server.ask('PUT', '/api/v1/simulator/speed', { speed: 20 }) // A minute later.
  await untaken.getByText('디스크 사용률 97%').waitFor()
  expect(await violations(page)).toEqual([])
  await untaken.getByRole('button', { name: '확인' }).click()
  await untaken.waitFor({ state: 'detached' })
  const taken = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
  expect(taken.status).toBe('acknowledged')
})
