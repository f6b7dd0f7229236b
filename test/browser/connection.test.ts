import { expect, test } from 'vitest'
import { violations } from './support/axe.ts'
import { logOf, openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'
import { openTunnel } from './support/tunnel.ts'

const person = { name: '홍길동', phone: '010-0000-1001' }

/** Somebody watches an escalation whose phone rings until a hand answers it. */
async function watch(through: { refuseSockets?: boolean } = {}) {
  const server = await startServer()
  const tunnel = await openTunnel(server.port, through)
  await server.script(person.phone, { manual: true })
  const { id } = await server.page({ message: '결제 API', contacts: [person], ring_timeout_seconds: 60 })
  const page = await openPage({ at: server.url })
  await page.goto(`${tunnel.url}/escalations/${id}`)
  await page.locator('[data-connection=connected]').waitFor()
  await page.getByRole('timer').waitFor()
  return {
    page,
    tunnel,
    acknowledge: () => server.ask('POST', `/api/v1/escalations/${id}/acknowledge`, { by: '이영희' }),
  }
}

test(
  'C15 a connection that has gone silent is called lost within seconds, and nobody is said to have answered',
  { timeout: 60_000 },
  async () => {
    const { page, tunnel, acknowledge } = await watch()
    const canSay = (words: string) =>
      page.evaluate<boolean>(`document.fonts.check("1em 'Pretendard Variable'", '${words}')`)
    await expect.poll(() => canSay('연결 끊김')).toBe(true) // Its letters cannot be fetched any more.
    tunnel.goSilent()
    await acknowledge()
    await page.getByText('연결 끊김, 다시 연결하는 중').first().waitFor()
    expect(await logOf(page)).toEqual(['📞 정담당자 홍길동 (010-0000-1001): 발신중...'])
    expect(await page.getByText('확인됨').count()).toBe(0)
    tunnel.comeBack()
    await page.getByText('🎉 에스컬레이션 성공 (총 1회 시도) · 이영희').waitFor({ state: 'attached' })
  },
)

test('C15 the browser says that it is offline, and so does the page', { timeout: 60_000 }, async () => {
  const { page, acknowledge } = await watch()
  await page.context().setOffline(true)
  await page.getByText('오프라인').first().waitFor()
  await page.getByText('서버가 동작하고 있으면 전화는 계속 진행됩니다.').waitFor()
  const take = page.getByRole('button', { name: '확인', exact: true })
  await take.click()
  const said = page.locator('h2[data-type=error]')
  await said.getByText('보내지 못했습니다. 연결되면 다시 시도하세요.').waitFor()
  const again = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/acknowledge'))
  await take.click()
  await again
  await take.click({ trial: true })
  // Said again, and not twice.
  expect(await said.count()).toBe(1)
  await acknowledge()
  expect(await page.getByText('확인됨').count()).toBe(0)
  await page.context().setOffline(false)
  await page.getByText('확인됨').first().waitFor()
})

test(
  'a page that was not opened before is said to be out of reach, and opens with the connection',
  { timeout: 60_000 },
  async () => {
    const { page } = await watch()
    await page.context().setOffline(true)
    await page.getByText('오프라인').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.locator('h2[data-type=error]').getByText('서버와 연결되지 않았습니다').waitFor()
    await page.getByRole('link', { name: '통계' }).click()
    await page.getByRole('main').getByText('연결되면 자동으로 다시 불러옵니다').waitFor()
    expect(await violations(page)).toEqual([])
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: '통계' }).waitFor()
    // What runs stayed in reach all the while.
    await page.getByRole('link', { name: '상황판' }).click()
    await page.getByRole('article').waitFor()
  },
)

test(
  'where no WebSocket comes through, the page lives on the event stream, and acts over HTTP',
  { timeout: 60_000 },
  async () => {
    const { page } = await watch({ refuseSockets: true })
    await page.getByRole('button', { name: '확인', exact: true }).click()
    await page.getByText('확인했습니다.').waitFor()
    await page.getByText('🎉').waitFor({ state: 'attached' })
    expect((await logOf(page)).at(-1)).toMatch(/^🎉 에스컬레이션 성공/)
  },
)
