import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { openNetwork } from '../support/network.ts'
import { violations } from './support/axe.ts'
import { logOf, openPage } from './support/browser.ts'

test(
  'real phones ring after somebody has seen whose, and what it may cost, and has said so; and not before',
  { timeout: 90_000 },
  async () => {
    const network = await openNetwork(2)
    await network.serveHere()
    const drills = async () =>
      (await network.get<{ escalations: Escalation[] }>('/api/v1/escalations')).escalations
    const page = await openPage({ at: network.url })
    await page.goto(`${network.url}/simulator`)
    await page.getByRole('heading', { name: '실전 훈련' }).waitFor()
    expect(await page.getByText(/시나리오|직접 조작|시간 속도/).count()).toBe(0)
    for (const [i, [name, phone]] of [
      ['홍길동', '010-0000-0003'], // Busy.
      ['김철수', '+82 10 0000 0001'],
    ].entries()) {
      await page
        .getByLabel('이름')
        .nth(i)
        .fill(name ?? '')
      await page
        .getByLabel('전화번호')
        .nth(i)
        .fill(phone ?? '')
    }
    await page.getByText('최대 4회 시도').waitFor()

    const prepare = page.getByRole('button', { name: '훈련 준비' })
    const dialog = page.getByRole('dialog', { name: '실제 전화가 울립니다' })
    await prepare.click()
    await dialog.getByText('010-****-0003').waitFor()
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      '정담당자홍길동010-****-0003먼저 울립니다',
      '부담당자김철수010-****-0001',
    ])
    await dialog.getByText('최대 ₩616 ($0.42)').waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: 'artefacts/real-drill-ko-1440-light.png' })

    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await prepare.click()
    await dialog.getByRole('button', { name: /^실제 전화 걸기/ }).click({ force: true })
    await page.getByText('먼저 위의 확인란에 표시하세요').first().waitFor()
    expect(await drills()).toEqual([])

    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: '실제 전화 걸기' }).click()
    const result = page.getByRole('region', { name: '결과' })
    await result.getByText('에스컬레이션 성공 (총 2회 시도)').waitFor()
    expect((await logOf(page)).slice(0, 1)).toEqual(['❌ 홍길동: 전화 연결 실패 (busy)'])
    expect(await page.locator('[data-phase], [data-step=speaking]').count()).toBe(0) // Nothing is staged.
    expect(await drills()).toMatchObject([{ drill: true, provider: 'twilio', status: 'acknowledged' }])
    expect((await network.ledger()).dialled()).toEqual(['+821000000003', '+821000000001'])

    // Once more is asked for again, too; and the provider's price is shown when it comes.
    await result.getByRole('button', { name: '다시 실행' }).click()
    await dialog.getByRole('button', { name: '그만두기' }).click()
    expect(await drills()).toHaveLength(1)
    await result.getByText('$0.05사업자가 알려 온 금액입니다').waitFor()
    await page.screenshot({ path: 'artefacts/real-drill-over-ko-1440-light.png', fullPage: true })

    await result.getByRole('link', { name: '전체 기록 보기' }).click()
    await page.getByRole('cell').getByText('$0.05').waitFor()
  },
)
