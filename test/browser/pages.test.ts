import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Import } from '../../src/wire/import.ts'
import { openPage } from './support/browser.ts'
import { startServer, TOKEN } from './support/server.ts'
import { violations } from './support/axe.ts'

mkdirSync('artefacts', { recursive: true })

const HONG = { name: '홍길동', phone: '010-0000-1001' }
const KIM = { name: '김철수', phone: '010-0000-1002' }
/** As long as people's names and their messages get. */
const LONG = { name: 'Maximiliana Wolfeschlegelsteinhausenberg', phone: '010-0000-1003' }
const LONG_MESSAGE = '결제 API 응답 없음. 오류율 42%, 최근 5분 동안 1,204건 실패. '.repeat(9).slice(0, 400)

/** A server on which something is going on, something is over, and nobody is in a hurry. */
async function openBusyServer() {
  const server = await startServer()
  await server.script(HONG.phone, { busy: true })
  await server.script(KIM.phone, { manual: true })
  await server.script(LONG.phone, { unreachable: true })
  const over = await server.page({ message: '디스크 사용률 97%', contacts: [HONG], rounds: 1 })
  const going = await server.page({
    message: LONG_MESSAGE,
    contacts: [LONG, HONG, KIM],
    rounds: 3,
    ring_timeout_seconds: 60,
  })
  return { ...server, over, going, ...(await peopleOf(server)) }
}

/** Contacts enough to scroll, one group of them, and a policy that rings it. */
async function peopleOf({ url, ask }: Awaited<ReturnType<typeof startServer>>) {
  const names = Array.from({ length: 40 }, (_, i) => (i === 0 ? LONG.name : `홍길동 ${i}`))
  const lines = names.map((name, i) => `${name},010-0000-${2000 + i},02-000-${2000 + i},,평일 야간`)
  const response = await fetch(`${url}/api/v1/contacts/import`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'text/csv' },
    body: ['이름,휴대폰,집,언어,메모', ...lines].join('\n'),
  })
  const { contacts } = Import.parse(await response.json())
  const contact_ids = contacts.slice(0, 5).map(({ id }) => id)
  const group = await ask<{ id: string }>('POST', '/api/v1/groups', { name: '결제 담당', contact_ids })
  const policy = await ask<{ id: string }>('POST', '/api/v1/policies', {
    name: '결제 야간',
    group_id: group.id,
    message_template: `{이름} 님, {메시지} ${LONG_MESSAGE}`,
    when_exhausted: { do: 'repeat', after_minutes: 10, times: 3 },
  })
  return { contact: contacts[0], group, policy }
}
type Busy = Awaited<ReturnType<typeof openBusyServer>>

/** Every page, and what must be seen before it is looked at. */
const PAGES: Record<string, (page: Page, server: Busy) => Promise<void>> = {
  async board(page, { url }) {
    await page.goto(url)
    await page.locator('article [role=timer]').first().waitFor()
  },
  async escalation(page, { url, going }) {
    await page.goto(`${url}/escalations/${going.id}`)
    await page.locator('[role=log] li').first().waitFor()
  },
  async 'escalation-over'(page, { url, over }) {
    await page.goto(`${url}/escalations/${over.id}`)
    await page.locator('[role=log] li').first().waitFor()
    await page.getByText(/^(원본 콜백|Raw callbacks)/).click()
    await page.getByText('CallSid').first().waitFor()
  },
  async tokens(page, { url, ask }) {
    await ask('POST', '/api/v1/tokens', { name: LONG.name })
    await page.goto(`${url}/tokens`)
    await page.getByText(LONG.name).first().waitFor()
  },
  async setup(page, { url }) {
    await page.goto(`${url}/setup`)
    await page.getByText(/모두 정상입니다|Everything is fine/).waitFor()
  },
  async history(page, { url, over }) {
    await page.goto(`${url}/history`)
    await page.locator(`a[href="/escalations/${over.id}"]`).waitFor()
  },
  async 'history-nothing'(page, { url }) {
    await page.goto(`${url}/history?drill=false&since=2026-01-05&phone=12`)
    await page.getByText(/이 조건으로는 찾을 수 없습니다|These filters cannot be used/).waitFor()
  },
  async statistics(page, { url }) {
    await page.goto(`${url}/statistics?days=7&drill=true`)
    await page.locator('canvas').first().waitFor()
  },
  async 'statistics-none'(page, { url }) {
    await page.goto(`${url}/statistics?since=2026-01-01&until=2026-01-31`)
    await page.getByText(/실제 에스컬레이션이 없습니다|No real escalation/).waitFor()
  },
  async 'not-found'(page, { url }) {
    await page.goto(`${url}/escalations/esc_nothing`)
    await page.getByText(/이런 에스컬레이션이 없습니다|There is no such escalation/).waitFor()
  },
  async contacts(page, { url }) {
    await page.goto(`${url}/contacts`)
    await page.getByRole('link', { name: LONG.name }).waitFor()
  },
  async contact(page, { url, contact }) {
    await page.goto(`${url}/contacts/${contact?.id}`)
    await page.getByRole('heading', { name: LONG.name }).waitFor()
  },
  async group(page, { url, group }) {
    await page.goto(`${url}/groups/${group.id}`)
    await page.getByText(LONG.name).waitFor()
  },
  async policy(page, { url, policy }) {
    await page.goto(`${url}/policies/${policy.id}`)
    await page.locator('dd[lang]').first().waitFor()
  },
  async import(page, { url }) {
    await page.goto(`${url}/contacts/import`)
    await page.locator('textarea').fill(`name,phone,home\n${LONG.name},abc,02-000-0001\n,,${LONG_MESSAGE}\n`)
    await page.locator('form button').click()
    await page.getByRole('table').waitFor()
  },
  async simulator(page, { url }) {
    await page.goto(`${url}/simulator`)
    await page.locator('form').waitFor()
  },
  async 'simulator-run'(page, { url, going }) {
    await page.goto(`${url}/simulator?run=${going.id}`)
    await page.locator('[data-phase=ringing]').waitFor()
  },
  async 'simulator-talking'(page, { url, going }) {
    await page.goto(`${url}/simulator?run=${going.id}`)
    const answer = page.getByRole('button', { name: /^(받기|Answer)$/ })
    await answer.or(page.locator('[data-phase=talking]')).first().waitFor()
    if (await answer.isVisible()) await answer.click()
    await page.locator('[data-phase=talking] [role=log] p[lang]').first().waitFor()
  },
}

/** Each language on a phone and on a desk, light and dark; every page is seen in each of these four. */
const VIEWS = {
  'ko-KR': [
    { width: 390, theme: 'light' },
    { width: 1440, theme: 'dark' },
  ],
  'en-GB': [
    { width: 390, theme: 'dark' },
    { width: 1440, theme: 'light' },
  ],
} as const

test.each(['ko-KR', 'en-GB'] as const)(
  'no page breaks WCAG 2.2 AA, or is wider than its screen: %s',
  { timeout: 240_000 },
  async (locale) => {
    const server = await openBusyServer()
    const page = await openPage({ at: server.url, locale })
    const broken: string[] = []
    for (const [name, open] of Object.entries(PAGES))
      for (const [i, { width, theme }] of VIEWS[locale].entries()) {
        await page.setViewportSize({ width, height: width < 600 ? 844 : 900 })
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        if (i === 0) await open(page, server)
        const view = `${name}-${locale.slice(0, 2)}-${width}-${theme}`
        await page.evaluate('scrollTo(0, 0)')
        await page.screenshot({ path: `artefacts/${view}.png`, fullPage: true, animations: 'disabled' })
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (wide > width) broken.push(`${view} is ${wide} px wide`)
        for (const violation of await violations(page)) broken.push(`${view}: ${violation}`)
      }
    expect(broken).toEqual([])
  },
)

test('whoever is not signed in sees the door, and nothing behind it', { timeout: 60_000 }, async () => {
  const server = await openBusyServer()
  const page = await openPage({ width: 390 })
  await page.goto(server.url)
  await page.getByLabel('API 토큰').fill('a-token-that-nobody-has')
  await page.getByRole('button', { name: '들어가기' }).click()
  await page.getByText('이 토큰으로 들어갈 수 없습니다').waitFor()
  expect(await violations(page)).toEqual([])
  await page.screenshot({ path: 'artefacts/sign-in-ko-390-light.png' })
  await page.getByLabel('API 토큰').fill('test-token-of-an-administrator')
  // A proxy that does not know the way in: https://playwright.dev/docs/network
  await page.route('**/sign-in?code=*', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('button', { name: '들어가기' }).click()
  await page.getByText('서버가 로그인을 받지 않았습니다 (404').waitFor()
  await page.unroute('**/sign-in?code=*')
  await page.getByRole('button', { name: '들어가기' }).click()
  await page.locator('[data-connection=connected]').waitFor()
})

test(
  'an escalation can be printed: its page takes the whole sheet, and no button',
  { timeout: 60_000 },
  async () => {
    const { url, over } = await openBusyServer()
    const page = await openPage({ at: url })
    await page.goto(`${url}/escalations/${over.id}`)
    await page.locator('[role=log] li').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    const log = await page.getByRole('log').boundingBox()
    expect(log?.width).toBeGreaterThan(1000)
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
    await page.screenshot({ path: 'artefacts/escalation-print.png', fullPage: true })
  },
)

test(
  'everything is reached by keyboard: the palette opens a page, and finds people and policies',
  { timeout: 60_000 },
  async () => {
    const server = await startServer()
    const policy = { name: '결제 야간', contacts: [HONG] }
    const { id } = await server.ask<{ id: string }>('POST', '/api/v1/policies', policy)
    const page = await openPage({ at: server.url })
    await page.goto(server.url)
    await page.locator('[data-connection=connected]').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: 'artefacts/palette-ko-1440-light.png' })
    await page.keyboard.type('시뮬')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/simulator')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('야간 결제')
    await page.getByRole('option', { name: '에스컬레이션 정책 · 결제 야간' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/policies/${id}`)
  },
)
