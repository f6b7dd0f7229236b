import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { violations } from './support/axe.ts'
import { logOf, openPage, phoneOf } from './support/browser.ts'
import { startServer } from './support/server.ts'

/** The original scenarios, played on the phones of the page by hand. */
async function begin(speed: string): Promise<Page> {
  const server = await startServer()
  const page = await openPage({ at: server.url })
  await page.goto(`${server.url}/static/simulator_experience.html`)
  await page.getByText(speed, { exact: true }).click()
  await page.getByRole('button', { name: '시뮬레이션 시작' }).click()
  return page
}

const result = async (page: Page) => {
  const card = page.getByRole('region', { name: '결과' })
  await card.waitFor()
  return (await card.textContent()) ?? ''
}

test(
  'C1 scenario A: the primary answers, presses 1, and it is over after one attempt',
  { timeout: 60_000 },
  async () => {
    const page = await begin('×1')
    const hong = phoneOf(page, '홍길동')
    await hong.press('받기')
    await hong.hears('홍길동 담당자님,')
    await hong.press('1 확인')
    await hong.hears('확인되었습니다')
    expect(await result(page)).toContain('에스컬레이션 성공 (총 1회 시도)')
    expect((await logOf(page)).at(-1)).toBe('🎉 에스컬레이션 성공 (총 1회 시도)')
    for (const step of ['received', 'planned', 'ringing', 'answered', 'speaking', 'acknowledged', 'reported'])
      expect(await page.locator(`[data-step=${step}]`).getAttribute('data-state')).toBe('done')
  },
)

test('C2 scenario B: the primary declines, the secondary answers', { timeout: 60_000 }, async () => {
  const page = await begin('×1')
  await phoneOf(page, '홍길동').press('거절')
  const kim = phoneOf(page, '김철수')
  await kim.press('받기')
  await kim.hears('김철수 담당자님,')
  await kim.press('1 확인')
  expect(await result(page)).toContain('에스컬레이션 성공 (총 2회 시도)')
  expect((await logOf(page)).slice(0, 1)).toEqual(['❌ 홍길동: 전화 연결 실패 (busy)'])
})

test('C3 scenario C: nobody touches a phone, four attempts fail', { timeout: 60_000 }, async () => {
  const page = await begin('×20')
  expect(await result(page)).toContain('에스컬레이션 실패 (총 4회 시도)')
  expect(await logOf(page)).toEqual([
    '❌ 홍길동: 전화 연결 실패 (no-answer)',
    '❌ 김철수: 전화 연결 실패 (no-answer)',
    '❌ 홍길동: 전화 연결 실패 (no-answer)',
    '❌ 김철수: 전화 연결 실패 (no-answer)',
    '⚠️ 에스컬레이션 실패 (총 4회 시도)',
  ])
})

test(
  'a number that two people share is refused, naming both, and nobody is rung',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const page = await openPage({ at: server.url })
    await page.goto(`${server.url}/simulator`)
    await page.getByLabel('전화번호').nth(1).fill('010-0000-1001')
    await page.getByRole('button', { name: '시뮬레이션 시작' }).click()
    await page.getByText('홍길동 님과 김철수 님의 번호가 같습니다 (010-0000-1001)').first().waitFor()
    const { escalations } = await server.ask<{ escalations: unknown[] }>('GET', '/api/v1/escalations')
    expect(escalations).toEqual([])
  },
)

test(
  "a colleague's phone, opened by its link alone, answers and acknowledges",
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    await server.script('+821000001001', { manual: true })
    const { id } = await server.page({
      message: '결제 API',
      contacts: [{ name: '홍길동', phone: '+821000001001' }],
      ring_timeout_seconds: 60,
    })
    const { key } = await server.ask<{ key: string }>('POST', '/api/v1/simulator/phones/+821000001001/key')
    const phone = await openPage({ width: 390 })
    await phone.goto(`${server.url}/simulator/phone/${encodeURIComponent('+821000001001')}#${key}`)
    await phone.getByRole('button', { name: '받기', exact: true }).click()
    await phone.getByText('홍길동 담당자님').waitFor()
    expect(await violations(phone)).toEqual([])
    await phone.getByRole('button', { name: '1 확인', exact: true }).click()
    await phone.getByText('확인되었습니다').waitFor()
    const { acknowledged_by: by } = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
    expect(by).toEqual({ name: '홍길동', via: 'call', evidence: 'keypress' })
    await phone.screenshot({ path: 'artefacts/lent-phone-ko-390-light.png' })
  },
)

test(
  'a call that an assistant screened goes on with the person who picks up',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const screening = { after: 1, speaks: 2, picked_up_after: 4, press: [{ key: '1', after: 2 }], max: 25 }
    await server.script('010-0000-1001', { screening })
    const contacts = [{ name: '홍길동', phone: '010-0000-1001' }]
    const { id } = await server.page({ message: '결제 API', contacts })
    const page = await openPage({ at: server.url })
    await page.goto(`${server.url}/simulator?run=${id}`)
    await phoneOf(page, '홍길동').hears('확인되었습니다')
    expect(await page.getByText('음성사서함이 받음').count()).toBe(0)
  },
)
