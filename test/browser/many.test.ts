import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './support/browser.ts'
import { lengthenLog } from '../support/long-log.ts'
import { startProcess, startServer } from './support/server.ts'

/** More than one page of the history holds, let alone a wall. */
const MANY = 220

const elements = (page: Page) => page.evaluate<number>('document.getElementsByTagName("*").length')

test(
  'hundreds of escalations at once: the board shows what a wall can hold, loads its lists a few times, and an event touches its own card alone',
  { timeout: 180_000 },
  async () => {
    const server = await startServer()
    const contacts = [{ name: '홍길동', phone: '+821000001001' }]
    await server.script('+821000001001', { manual: true })
    const page = await openPage({ at: server.url })
    await page.locator('[data-connection=connected]').waitFor()
    const lists: string[] = []
    page.on('request', (request) => request.url().includes('/escalations?') && lists.push(request.url()))
    const started = performance.now()
    for (let n = 0; n < MANY; n += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          server.page({ message: `${n + i}번째 알림`, contacts, rounds: 10, ring_timeout_seconds: 60 }),
        ),
      )
    await page.getByText('그 밖에 160건 이상이 더 진행 중입니다').waitFor()
    // No storm of requests follows from the storm of events.
    const seconds = (performance.now() - started) / 1000
    expect(lists.length / 3).toBeLessThan(seconds + 2)
    await page.locator('article').nth(39).waitFor()
    expect(await page.locator('article').count()).toBe(40)
    expect(await elements(page)).toBeLessThan(8_000)
    expect(await page.evaluate<number>(DRAWN)).toBeLessThan(20)

    // Acknowledged by somebody else: that card says so, and no other part of the page is touched but clocks.
    await page.evaluate(WATCH)
    const href = (await page.locator('article a').nth(5).getAttribute('href')) ?? ''
    await server.ask('POST', `/api/v1${href}/acknowledge`, { by: '이영희' })
    const card = page.locator('article', { has: page.locator(`a[href="${href}"]`) })
    await card.getByText('확인됨').waitFor()
    expect(await page.evaluate(`touched(${JSON.stringify(href)})`)).toEqual([])
  },
)

/** How many cards cost a frame anything. */
const DRAWN = `[...document.querySelectorAll('article header')].filter((header) =>
  header.checkVisibility({ contentVisibilityAuto: true })).length`

/** Remembers what changes, and tells which cards were touched other than that one, by more than a clock. */
const WATCH = `{
  const seen = []
  new MutationObserver((changes) => seen.push(...changes)).observe(document.body, {
    subtree: true, childList: true, attributes: true,
  })
  window.touched = (href) => {
    const hrefs = seen.map(({ target }) => target.closest('article')?.querySelector('a').getAttribute('href'))
    return [...new Set(hrefs)].filter((other) => other && other !== href)
  }
}`

test(
  'a long log is folded to what somebody reads, follows what happens, and unfolds',
  { timeout: 120_000 },
  async () => {
    const server = await startProcess()
    const contacts = [
      { name: '홍길동', phone: '010-0000-0009' }, // Rings until a hand answers.
      { name: '김철수', phone: '010-0000-0019' },
    ]
    const escalation = await server.page({ message: '결제 API', contacts, ring_timeout_seconds: 60 })
    await server.restart((folder) => lengthenLog(folder, escalation, 5_000))
    const page = await openPage({ at: server.url })
    await page.goto(`${server.url}/escalations/${escalation.id}`)
    const lines = page.getByRole('log').getByRole('listitem')
    await page.getByText('앞의 4,801줄은 접혀 있습니다.').waitFor()
    expect(await lines.count()).toBe(200)
    await server.ask('POST', `/api/v1/escalations/${escalation.id}/cancel`, { by: '이영희' })
    await lines.getByText('에스컬레이션 취소: 이영희').waitFor()
    expect(await lines.count()).toBe(200)
    await page.getByRole('button', { name: '더 보기' }).click()
    expect(await lines.count()).toBe(400)
  },
)
