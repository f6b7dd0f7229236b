import { expect, test } from 'vitest'
import { violations } from './support/axe.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

test(
  'a token made on the page opens the API; revoked on the page, it opens nothing, and signs out whom it let in',
  { timeout: 90_000 },
  async () => {
    const { url } = await startServer()
    const page = await openPage({ at: url, width: 390 })
    await page.goto(`${url}/tokens`)
    await page.getByText('이 화면에서 관리하는 토큰이 없습니다').waitFor()
    await page.getByRole('button', { name: '토큰 만들기' }).click()
    await page.getByLabel('어디에 쓰나요?').fill('배포 스크립트')
    const make = page.getByRole('button', { name: '만들기', exact: true })
    // A double click can be quicker than the page shows that it is under way.
    await make.evaluate((button: { click(): void }) => [button.click(), button.click()].length)
    const dialog = page.getByRole('dialog', { name: '토큰을 만들었습니다: 배포 스크립트' })
    const token = (await dialog.locator('code').first().textContent()) ?? ''
    expect(await dialog.locator('code').nth(1).textContent()).toContain(
      `Bearer ${token}" ${url}/api/v1/session`,
    )
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape') // Shown this once: it does not go by a slip of the hand.
    await page.getByRole('button', { name: '옮겨 적었습니다' }).click()

    expect(await page.getByRole('listitem').filter({ hasText: '배포 스크립트' }).count()).toBe(1)
    const ask = (target: string, init: RequestInit = {}) =>
      fetch(`${url}${target}`, { ...init, headers: { Authorization: `Bearer ${token}` } })
    expect((await ask('/api/v1/session')).status).toBe(200)
    const made = await ask('/api/v1/session/sign-in-links', { method: 'POST' })
    const link = ((await made.json()) as { url: string }).url
    await page.request.post(link, { maxRedirects: 0 })
    await page.reload()
    const row = page.getByRole('listitem').filter({ hasText: '배포 스크립트' })
    await row.getByText('이 브라우저의 토큰').waitFor()
    await row.getByText('로그인된 브라우저 1개').waitFor()
    await row.getByRole('button', { name: '폐기' }).click()
    await page.getByText('지금 이 브라우저도 바로 로그아웃됩니다').waitFor()
    await page.getByText('마지막 토큰입니다').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: '배포 스크립트 폐기' }).click()
    await page.getByRole('textbox', { name: 'API 토큰' }).waitFor()
    expect((await ask('/api/v1/session')).status).toBe(401)
  },
)

test('a link for another device signs it in, under its name', { timeout: 60_000 }, async () => {
  const { url } = await startServer()
  const page = await openPage({ at: url })
  await page.goto(`${url}/tokens`)
  await page.getByRole('button', { name: '다른 기기에서 로그인' }).click()
  await page.getByLabel('누가 쓰나요?').focus()
  await page.keyboard.insertText('가'.repeat(100)) // A name that is too long is not cut without a word.
  await page.getByText('80자까지 넣을 수 있습니다').waitFor()
  await page.getByLabel('누가 쓰나요?').fill('홍길동의 휴대폰')
  await page.getByRole('button', { name: '로그인 링크 만들기' }).click()
  // Nobody else reaches a server that listens on this machine alone, and no QR code pretends it.
  await page.getByText('이 서버는 이 기기에서만 열려 있습니다').waitFor()
  const link = (await page.getByRole('dialog').locator('code').textContent()) ?? ''
  const phone = await openPage({ width: 390 })
  await phone.goto(link)
  await phone.getByText('홍길동의 휴대폰').waitFor()
  await phone.getByRole('button', { name: '로그인' }).click()
  await phone.locator('[data-connection=connected]').waitFor()
  const session = await phone.request.get(`${url}/api/v1/session`)
  expect(await session.json()).toMatchObject({ name: '홍길동의 휴대폰', via: 'session' })
})

test(
  'a lost device is signed out by another: it is asked first, and the device stands before the door',
  { timeout: 90_000 },
  async () => {
    const { url } = await startServer()
    const page = await openPage({ at: url, width: 390 })
    await page.goto(`${url}/tokens`)
    const browsers = page.getByRole('region', { name: '로그인된 브라우저' })
    await browsers.getByText('다른 브라우저는 로그인되어 있지 않습니다').waitFor()
    const [lost, ...others] = await Promise.all([1, 2, 3].map(() => openPage({ at: url })))
    await lost?.locator('[data-connection=connected]').waitFor()
    await page.reload()
    await browsers
      .getByRole('button', { name: /^로그아웃시키기/ })
      .nth(2)
      .waitFor()
    expect(await browsers.getByRole('listitem').count()).toBe(4)
    await browsers.getByRole('listitem').first().getByText('이 브라우저').waitFor()
    expect(await browsers.getByRole('listitem').first().getByRole('button').count()).toBe(0)

    await browsers
      .getByRole('button', { name: /^로그아웃시키기/ })
      .last()
      .click()
    const dialog = page.getByRole('dialog', { name: '이영희: 로그아웃시킬까요?' })
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: '그만두기' }).click()
    expect(await browsers.getByRole('listitem').count()).toBe(4)
    await browsers.getByRole('button', { name: '다른 브라우저 모두 로그아웃시키기' }).click()
    const all = page.getByRole('dialog', { name: '다른 브라우저 3개를 모두 로그아웃시킬까요?' })
    await all.getByText('쓰지 않은 로그인 링크도 모두 무효가').waitFor()
    await all.getByRole('button', { name: '다른 브라우저 모두 로그아웃시키기' }).click()
    await page.getByText('다른 브라우저 3개를 로그아웃시켰습니다.').waitFor()
    for (const other of [lost, ...others]) await other?.getByLabel('API 토큰').waitFor()
    await browsers.getByText('다른 브라우저는 로그인되어 있지 않습니다').waitFor()
  },
)

test('one browser is signed out alone', { timeout: 60_000 }, async () => {
  const { url } = await startServer()
  const lost = await openPage({ at: url })
  const page = await openPage({ at: url, width: 390 })
  await page.goto(`${url}/tokens`)
  const browsers = page.getByRole('region', { name: '로그인된 브라우저' })
  await browsers.getByRole('button', { name: '로그아웃시키기 이영희' }).click()
  await page.getByRole('button', { name: '이영희 로그아웃시키기' }).click()
  await page.getByText('이영희: 로그아웃시켰습니다.').waitFor()
  await lost.getByLabel('API 토큰').waitFor()
  expect(await browsers.getByRole('listitem').count()).toBe(1)
})
