import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openNetwork, until } from '../support/network.ts'
import { logOf, openPage } from './support/browser.ts'

test(
  'C14 the server is killed with -9 while a phone rings: the page comes back, with nothing missing and nothing twice',
  { timeout: 90_000 },
  async () => {
    const network = await openNetwork(4)
    const first = await network.serve()
    const people = [
      { name: '홍길동', phone: '+821000000002' },
      { name: '김철수', phone: '+821000000001' },
    ]
    const escalation = await network.page(people)
    const page = await openPage({ at: network.url })
    await page.goto(`${network.url}/escalations/${escalation.id}`)
    await page.locator('[data-connection=connected]').waitFor()
    await until(async () => (await network.escalation(escalation)).attempts[0]?.call_status === 'ringing')
    await first.kill()
    await page.getByText('연결 끊김, 다시 연결하는 중').first().waitFor()
    await network.serve()
    await page.getByText('🎉 에스컬레이션 성공 (총 2회 시도)').waitFor({ state: 'attached', timeout: 60_000 })
    const log = await linesOf(page)
    expect(log[0]).toBe('❌ 홍길동: 전화 연결 실패 (no-answer)')
    expect(log[1]).toMatch(/^✅ 김철수: 전화 연결 성공!/)
    expect(log).toHaveLength(3)
    // A page that is opened now tells the same.
    await page.reload()
    await page.getByText('🎉').waitFor({ state: 'attached' })
    expect((await linesOf(page)).map((line) => line.slice(0, 8))).toEqual(log.map((line) => line.slice(0, 8)))
  },
)

/** A server that was dead, or slow to come back, says that callbacks did not come: that is true, and not the story. */
const linesOf = async (page: Page) => (await logOf(page)).filter((line) => !line.startsWith('📡'))
