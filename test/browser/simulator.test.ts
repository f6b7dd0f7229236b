import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { violations } from './support/axe.ts'
import { logOf, openPage, phoneOf } from './support/browser.ts'
import { startProcess, startServer } from './support/server.ts'
import { openTunnel } from './support/tunnel.ts'

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

/** The picture in the README is a copy of these: CONTRIBUTING.md. */
async function takePicture(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.screenshot({ path: 'artefacts/simulator.png' })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.screenshot({ path: 'artefacts/simulator-dark.png' })
}

test('C2 scenario B: the primary declines, the secondary answers', { timeout: 60_000 }, async () => {
  const page = await begin('×1')
  await phoneOf(page, '홍길동').press('거절')
  const kim = phoneOf(page, '김철수')
  await kim.press('받기')
  await kim.hears('즉시 확인')
  await takePicture(page)
  await kim.press('1 확인')
  const card = await result(page)
  for (const fact of [
    '에스컬레이션 성공 (총 2회 시도)',
    '김철수',
    '키 입력',
    '모의 통화는 비용이 들지 않습니다',
  ])
    expect(card).toContain(fact)
  await page.getByRole('region', { name: '결과' }).getByText('최대 ₩616 ($0.42)').waitFor()
  expect((await logOf(page)).slice(0, 1)).toEqual(['❌ 홍길동: 전화 연결 실패 (busy)'])
})

test('C3 scenario C: nobody touches a phone, four attempts fail', { timeout: 60_000 }, async () => {
  const page = await begin('×20')
  expect(await result(page)).toContain('에스컬레이션 실패 (총 4회 시도)')
  // At ×20 callbacks count as silent after a quarter of a second: on a busy machine that is told, too.
  const calls = (await logOf(page)).filter((line) => !line.startsWith('📡'))
  expect(calls).toEqual([
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
  "C15 a colleague's phone says within seconds that it is cut off, goes on when it is back, and is told when it is no longer lent",
  { timeout: 90_000 },
  async () => {
    const server = await startProcess()
    const tunnel = await openTunnel(server.port)
    await server.script('+821000001001', { manual: true })
    const { id } = await server.page({
      message: '결제 API 응답 없음. 오류율 42%, 최근 5분 동안 1,204건 실패. '.repeat(4),
      contacts: [{ name: '홍길동', phone: '+821000001001' }],
      ring_timeout_seconds: 60,
    })
    const { key } = await server.ask<{ key: string }>('POST', '/api/v1/simulator/phones/+821000001001/key')
    const phone = await openPage({ width: 390 })
    await phone.goto(`${tunnel.url}/simulator/phone/${encodeURIComponent('+821000001001')}#${key}`)
    await phone.getByRole('button', { name: '받기', exact: true }).click()
    await phone.getByText('홍길동 담당자님').waitFor()
    expect(await violations(phone)).toEqual([])

    tunnel.goSilent()
    await phone.getByText('연결 끊김, 다시 연결하는 중').waitFor()
    await phone.screenshot({ path: 'artefacts/lent-phone-lost-ko-390-light.png' })
    const [, age] = /(\d+)초 전/.exec((await phone.getByRole('status').first().textContent()) ?? '') ?? []
    // What it went on to speak by itself, until it knew, is taken back.
    await phone.getByText(`${Number(age) + 1}초 전`).waitFor()
    const heard = await phone.getByRole('log').textContent()
    await phone.getByText(`${Number(age) + 3}초 전`).waitFor()
    expect(await phone.getByRole('log').textContent()).toBe(heard)
    tunnel.comeBack()
    await phone.getByRole('button', { name: '1 확인', exact: true }).click()
    await phone.getByText('확인되었습니다').waitFor()
    const { acknowledged_by: by } = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
    expect(by).toEqual({ name: '홍길동', via: 'call', evidence: 'keypress' })
    await phone.screenshot({ path: 'artefacts/lent-phone-ko-390-light.png' })

    await server.restart()
    await phone.getByText('더 이상 빌린 전화기가 아닙니다').waitFor()
    expect(await violations(phone)).toEqual([])
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
