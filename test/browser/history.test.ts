import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { until } from '../support/network.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

type Server = Awaited<ReturnType<typeof startServer>>

const KIM = { name: '김철수', phone: '010-0000-1002' }
const LEE = { name: '이영희', phone: '010-0000-1003' }

/** A server on which 김철수 is busy and 이영희 cannot be reached: whatever begins is over at once. */
async function openServer() {
  const server = await startServer()
  await server.script(KIM.phone, { busy: true })
  await server.script(LEE.phone, { invalid: true })
  const page = (body: object) =>
    server.page({ message: '디스크 사용률 97%', contacts: [LEE], rounds: 1, ...body })
  const isQuiet = async () => (await listed(server, 'status=running')).length === 0
  return { ...server, page, settled: () => until(isQuiet) }
}

const listed = async (server: Pick<Server, 'ask'>, query: string) =>
  (await server.ask<{ escalations: Escalation[] }>('GET', `/api/v1/escalations?${query}`)).escalations

/** The ids of the rows, as they can be read at this moment. */
const rowsOf = (page: Page) =>
  page.evaluate<string[]>(
    "[...document.querySelectorAll('tbody a')].map((link) => link.pathname.split('/').at(-1))",
  )

const ids = (escalations: readonly { id: string }[]) => escalations.map(({ id }) => id)

test(
  'what is filtered stands in the address: a reload, a colleague and a file have the same',
  { timeout: 120_000 },
  async () => {
    const server = await openServer()
    const wanted = await server.page({ message: '결제 API, 응답 없음', contacts: [KIM], drill: false })
    await server.page({ message: '결제 API 훈련', contacts: [KIM] })
    await server.page({ message: '결제 지연', drill: false })
    await server.page({ message: '디스크', contacts: [KIM], drill: false })
    await server.settled()
    const page = await openPage({ at: server.url })
    await page.goto(`${server.url}/history`)
    await page.getByText('모두 4건입니다').waitFor()
    await page.getByLabel('구분').selectOption('실제')
    await page.getByLabel('시도 결과').selectOption('거절·통화 중')
    await page.getByLabel('메시지', { exact: true }).fill('결제')
    await page.keyboard.press('Enter')
    await page.getByText('모두 1건입니다').waitFor()
    expect(await rowsOf(page)).toEqual([wanted.id])

    await page.reload()
    await page.getByText('모두 1건입니다').waitFor()
    expect(await page.getByLabel('메시지', { exact: true }).inputValue()).toBe('결제')
    expect(await page.getByLabel('시도 결과').inputValue()).toBe('busy')
    const colleague = await openPage({ at: server.url })
    await colleague.goto(page.url())
    await colleague.getByText('모두 1건입니다').waitFor()
    expect(await rowsOf(colleague)).toEqual([wanted.id])

    const csv = await downloadOf(page, 'CSV 내려받기')
    expect(csv.name).toBe('nightbell-escalations.csv')
    const [, ...lines] = csv.text.trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',')[0])).toEqual(wanted.plan.map(() => wanted.id))
    const json = await downloadOf(page, 'JSON 내려받기')
    expect(ids(JSON.parse(json.text).escalations)).toEqual([wanted.id])

    await page.goBack()
    await page.getByText('모두 2건입니다').waitFor()
    expect(await page.getByLabel('메시지', { exact: true }).inputValue()).toBe('')
    await page.getByLabel('전화번호').fill('12')
    await page.keyboard.press('Enter')
    await page.getByText('전화번호가 아닙니다').waitFor()
    await page.getByRole('link', { name: '필터 지우기' }).first().click()
    await page.getByText('모두 4건입니다').waitFor()
  },
)

async function downloadOf(page: Page, name: string): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

test(
  'older ones are reached by keyboard, and what happens meanwhile is said but moves no row',
  { timeout: 120_000 },
  async () => {
    const server = await openServer()
    await Promise.all(Array.from({ length: 53 }, () => server.page({})))
    await server.settled()
    const all = ids(await listed(server, 'limit=200'))
    const page = await openPage({ at: server.url, width: 390 })
    await page.goto(`${server.url}/history`)
    await page.getByText('최근 50건을 표시했습니다').waitFor()
    await page.locator('[data-connection=connected]').waitFor()
    expect(await rowsOf(page)).toEqual(all.slice(0, 50))
    await page.getByRole('button', { name: '이전 기록 더 보기' }).press('Enter')
    await page.getByText('모두 53건입니다').waitFor()
    expect(await rowsOf(page)).toEqual(all)
    expect(await page.evaluate('document.activeElement.pathname')).toBe(`/escalations/${all[50]}`)

    const { id } = await server.page({ message: '새 장애' })
    const news = page.getByRole('button', { name: '바뀐 기록 1건 보기' })
    await news.waitFor()
    expect(await rowsOf(page)).toEqual(all)
    await news.click()
    await page.getByText('새 장애').waitFor()
    expect(await rowsOf(page)).toEqual([id, ...all.slice(0, 49)])
  },
)
