import { createServer } from 'vite'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { freePort } from '../support/free-port.ts'
import { logOf, openPage, signInLink } from './support/browser.ts'
import { startServer } from './support/server.ts'

const person = { name: '홍길동', phone: '010-0000-1001' }

test('what is done on the page is done by who is signed in', { timeout: 60_000 }, async () => {
  const server = await startServer()
  await server.script(person.phone, { manual: true })
  const { id } = await server.page({ message: '결제 API', contacts: [person], ring_timeout_seconds: 60 })
  const page = await openPage({ at: server.url })
  await page.goto(`${server.url}/escalations/${id}`)
  await page.getByRole('button', { name: '확인', exact: true }).click()
  await page.getByText('🎉').waitFor({ state: 'attached' })
  expect(await logOf(page)).toContain('🎉 에스컬레이션 성공 (총 1회 시도) · 이영희')
  const { acknowledged_by: by } = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
  expect(by).toMatchObject({ name: '이영희', via: 'page' })
})

test('whoever signs out, or is signed out, stands before the door', { timeout: 60_000 }, async () => {
  const server = await startServer()
  const { id, token } = await server.ask<{ id: string; token: string }>('POST', '/api/v1/tokens', {
    name: '배포 스크립트',
  })
  const page = await openPage({ at: server.url })
  await page.goto(`${server.url}/simulator`)
  await page.getByLabel('이름').first().fill('박민수')
  await page.getByRole('button', { name: '화면 설정' }).click()
  await page.getByRole('button', { name: '로그아웃' }).click()
  await page.getByLabel('API 토큰').fill(token)
  const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'
  expect(await page.evaluate(kept)).not.toMatch(/박민수|010/)
  await page.getByRole('button', { name: '들어가기' }).click()
  await page.locator('[data-connection=connected]').waitFor()
  await server.ask('DELETE', `/api/v1/tokens/${id}`)
  await page.getByLabel('API 토큰').waitFor()
  expect(await page.getByText('배포 스크립트').count()).toBe(0)
})

test('while one works on the page, the sign-in goes through vite to the server', async () => {
  const server = await startServer()
  vi.stubEnv('PORT', String(server.port))
  const port = await freePort()
  const vite = await createServer({ server: { port, host: '127.0.0.1' }, logLevel: 'error' })
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await vite.close()
  })
  await vite.listen()
  const { pathname, search } = new URL(await signInLink(server.url))
  const entered = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
    method: 'POST',
    redirect: 'manual',
  })
  expect(entered.status).toBe(303)
  expect(entered.headers.getSetCookie()[0]).toMatch(/^nightbell_session=/)
})
