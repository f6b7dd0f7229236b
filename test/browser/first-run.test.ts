import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { nightbell } from '../support/process.ts'
import { violations } from './support/axe.ts'
import { openPage, phoneOf } from './support/browser.ts'

/** The house as `npm start` leaves it: nothing set, nothing in it; and the link that it printed. */
async function startEmpty(): Promise<string> {
  const server = nightbell(['serve'], { PORT: '0', NIGHTBELL_DATA: temporaryFolder() })
  await server.prints('works once')
  return /http:\S+code=\S+/.exec(server.printed())?.[0] ?? ''
}

test(
  'from an empty server to a drill, by clicking; what is done disappears from what to do next',
  { timeout: 90_000 },
  async () => {
    const link = await startEmpty()
    const { origin } = new URL(link)
    // A chat shows a preview, and a mail scanner opens the link in a browser: neither uses it up.
    expect((await fetch(link, { headers: { 'User-Agent': 'Slackbot-LinkExpanding 1.0' } })).status).toBe(200)
    const page = await openPage()
    await page.goto(link)
    expect(await violations(page)).toEqual([])
    await page.goto(link)
    await page.getByRole('button', { name: '로그인' }).click()

    const steps = page.getByRole('region', { name: '시작하기' })
    await steps.waitFor()
    expect(await steps.getByRole('listitem').count()).toBe(3)
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: 'artefacts/first-run-ko-1440-light.png' })
    await steps.getByRole('link', { name: '시뮬레이터 열기' }).click()
    await page.getByRole('button', { name: '시뮬레이션 시작' }).click()
    await phoneOf(page, '홍길동').press('받기')
    await phoneOf(page, '홍길동').hears('홍길동 담당자님,')
    await phoneOf(page, '홍길동').press('1 확인')
    await page.getByText('에스컬레이션 성공 (총 1회 시도)').first().waitFor()

    await page.getByRole('link', { name: '상황판' }).click()
    await steps.waitFor()
    expect(await steps.getByText('모의 훈련 해 보기').count()).toBe(0)
    expect(await steps.getByRole('listitem').count()).toBe(2)
    await expectNothingLeftOf('담당자와 정책 등록', async () => {
      const contacts = [{ name: '홍길동', phone: '010-0000-0001' }]
      for (const [target, data] of [
        ['contacts', { name: '홍길동', numbers: [{ phone: '010-0000-0002' }] }],
        ['policies', { name: '야간', contacts }],
      ] as const)
        await page.request.post(`${origin}/api/v1/${target}`, { data, headers: { Origin: origin } })
      await page.reload()
    })
    await steps.getByRole('link', { name: '연결 방법 보기' }).click()
    await page.getByRole('heading', { name: '실제 전화 연결하기' }).waitFor()
    await page.getByRole('link', { name: '상황판' }).click()
    await steps.getByRole('button', { name: '그만 보기' }).click()
    await page.reload()
    await page.getByRole('heading', { name: '최근 기록' }).waitFor()
    expect(await steps.count()).toBe(0)

    // The link worked once.
    const other = await openPage({ width: 390 })
    await other.goto(link)
    await other.getByText('이미 쓰였거나 만료된 링크입니다').waitFor()
    expect(await violations(other)).toEqual([])

    async function expectNothingLeftOf(step: string, change: () => Promise<void>): Promise<void> {
      expect(await steps.getByText(step).count()).toBe(1)
      await change()
      await steps.waitFor()
      expect(await steps.getByText(step).count()).toBe(0)
    }
  },
)
