import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import type { Statistics } from '../../src/wire/statistics.ts'
import { until } from '../support/network.ts'
import { violations } from './support/axe.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

const HONG = { name: '홍길동', phone: '010-0000-1001' }
const KIM = { name: '김철수', phone: '010-0000-1002' }

/** 홍길동 is busy and 김철수 answers: acknowledged after two attempts; exhausted after one; and a drill. */
async function openServer() {
  const server = await startServer()
  await server.script(HONG.phone, { busy: true })
  await server.script(KIM.phone, { answer_after: 1, press: [{ key: '1', after: 3 }] })
  const statistics = (query: string) => server.ask<Statistics>('GET', `/api/v1/statistics?${query}`)
  const page = async (body: object) => {
    const { id } = await server.page({ message: '결제 API', drill: false, rounds: 1, ...body })
    await until(async () => {
      const { status } = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
      return status !== 'running'
    })
  }
  await page({ contacts: [HONG, KIM] })
  await page({ contacts: [HONG] })
  await page({ contacts: [HONG], drill: true })
  return { ...server, page, statistics }
}

/** What a tile says. */
const tile = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).textContent()
const figure = (page: Page, name: string) => page.locator('figure').filter({ hasText: name })

test('statistics are shown as the API counts them, drills apart', { timeout: 120_000 }, async () => {
  const server = await openServer()
  const page = await openPage({ at: server.url, width: 390 })
  await page.locator('[data-connection=connected]').waitFor()
  await page.getByRole('button', { name: '더 보기' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: 'artefacts/more-ko-390-light.png' })
  await page.getByRole('link', { name: '통계' }).click()
  await page.locator('canvas').first().waitFor()
  const { seconds_to_acknowledge: reached } = await server.statistics('')
  expect(await tile(page, '성공률')).toContain('50%2건 중 1건 확인')
  expect(await tile(page, '평균 시도')).toContain('1.5회')
  expect(await tile(page, '확인까지')).toContain(`${Math.round((reached?.median ?? 0) * 10) / 10}초`)
  const people = await figure(page, '담당자별').locator('tbody tr').allTextContents()
  expect(people).toEqual(['홍길동 010-0000-1001200%', '김철수 010-0000-100211100%'])

  // The chart of the days is read by keyboard, and is a table too.
  const days = figure(page, '날짜별')
  await days.getByRole('slider').press('End')
  expect(await days.getByRole('slider').getAttribute('aria-valuetext')).toMatch(
    /, 확인됨 1, 전원 미응답 1, 취소·해소·진행 중 0$/,
  )
  await days.getByText('표로 보기').click()
  expect(await days.locator('tbody tr').count()).toBe(30)
  expect(await days.locator('tbody tr').last().locator('td').allTextContents()).toEqual([
    '2',
    '1',
    '1',
    '0',
    '3',
  ])

  await page.getByText('7일', { exact: true }).click()
  await page.getByText('모의 훈련', { exact: true }).click()
  await page.waitForURL('**/statistics?days=7&drill=true')
  await page.getByText('1건 중 0건 확인').waitFor()
  await page.reload()
  await page.getByText('1건 중 0건 확인').waitFor()
  await server.page({ contacts: [HONG], drill: true })
  await page.getByRole('button', { name: '그 뒤 1건이 더 있습니다' }).click()
  await page.getByText('2건 중 0건 확인').waitFor()

  // What a row stands for is a click away.
  await figure(page, '시도 결과').getByRole('link', { name: '거절·통화 중' }).click()
  await page.getByText('모두 2건입니다').waitFor()
})
