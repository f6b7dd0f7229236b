import { expect, test } from 'vitest'
import type { Escalation } from '../../src/wire/escalation.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

const HONG = { name: '홍길동', phone: '010-0000-1001' }

/** The page of an escalation whose one phone rings until a hand answers. */
async function openRinging() {
  const server = await startServer()
  await server.script(HONG.phone, { manual: true })
  const { id } = await server.page({ message: '결제', contacts: [HONG], rounds: 1, ring_timeout_seconds: 60 })
  const page = await openPage({ at: server.url, width: 390 })
  await page.goto(`${server.url}/escalations/${id}`)
  const calls = page.getByRole('region', { name: '통화' })
  await calls.getByText('벨 울림').waitFor()
  return { server, page, calls, id }
}

test('the raw callbacks of a call are shown as they come, without numbers', { timeout: 60_000 }, async () => {
  const { server, page, calls, id } = await openRinging()
  await calls.getByText('원본 콜백').click()
  const table = calls.getByRole('table', { name: /^시도 1의 원본 콜백/ })
  await table.getByText('ringing').waitFor()
  const { attempts } = await server.ask<Escalation>('GET', `/api/v1/escalations/${id}`)
  expect(await table.getByText(attempts[0]?.call_id ?? 'none').count()).toBeGreaterThan(0)
  await server.ask('POST', `/api/v1/escalations/${id}/cancel`, { by: '이영희' })
  await table
    .getByText('no-answer')
    .or(table.getByText('canceled'))
    .or(table.getByText('completed'))
    .waitFor()
  expect(await table.textContent()).not.toMatch(/\+82|0000-?1001/)
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390)
})

test('that they cannot be loaded is said, and they come when they can', { timeout: 60_000 }, async () => {
  const { server, calls } = await openRinging()
  await server.strangerDoes('alter table callbacks rename to gone')
  await calls.getByText('원본 콜백').click()
  const retry = calls.getByRole('alert').getByRole('button')
  await retry.waitFor()
  await server.strangerDoes('alter table gone rename to callbacks')
  await retry.click()
  await calls.getByRole('table', { name: /^시도 1의 원본 콜백/ }).waitFor()
  expect(await calls.getByRole('alert').count()).toBe(0)
})

test('that none has come is said', { timeout: 60_000 }, async () => {
  const server = await startServer()
  await server.script(HONG.phone, { invalid: true }) // The provider takes no such call, and has nothing to tell.
  const { id } = await server.page({ message: '결제', contacts: [HONG], rounds: 1 })
  const page = await openPage({ at: server.url, width: 390 })
  await page.goto(`${server.url}/escalations/${id}`)
  const calls = page.getByRole('region', { name: '통화' })
  await calls.getByText('원본 콜백').click()
  await calls.getByText('보관된 콜백이 없습니다').waitFor()
  expect(await server.ask('GET', `/api/v1/escalations/${id}/callbacks`)).toEqual({ attempts: [] })
})
