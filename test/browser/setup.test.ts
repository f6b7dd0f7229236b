import { expect, test } from 'vitest'
import { openNetwork } from '../support/network.ts'
import { openPage } from './support/browser.ts'
import { startServer } from './support/server.ts'

test(
  'with simulated telephony the page leads to real phones, and asks for no secret',
  { timeout: 60_000 },
  async () => {
    const { url } = await startServer()
    const page = await openPage({ at: url, width: 390 })
    await page.goto(`${url}/setup`)
    await page.getByText('모의 전화', { exact: true }).waitFor()
    await page.getByText('모두 정상입니다').waitFor()
    expect(await page.locator('li[data-status=ok]').count()).toBe(4)
    await page.getByText('TELEPHONY=twilio').waitFor()
    expect(await page.locator('input').count()).toBe(0)
  },
)

/** Twilio's answer to wrong credentials. */
const refused = async () => ({
  status: 401,
  type: 'application/json',
  body: JSON.stringify({ code: 20003, message: 'Authenticate', status: 401 }),
})

test('what is wrong is said with how to mend it, and mended it is fine', { timeout: 60_000 }, async () => {
  const network = await openNetwork(20)
  await network.serveHere()
  const { ask } = network.line
  network.line.ask = refused
  const page = await openPage({ at: network.url })
  await page.goto(`${network.url}/setup`)
  await page.getByText('Twilio로 실제 전화를 겁니다').waitFor()
  const account = page.locator('li[data-status=problem]')
  await account.getByText('TWILIO_ACCOUNT_SID와 TWILIO_AUTH_TOKEN을 확인하세요').waitFor()
  await page.getByText('문제 1건').waitFor()
  await page.getByText('AC01…cdef').waitFor()
  expect(await page.content()).not.toMatch(/AC0123456789|15005550006/)
  network.line.ask = ask
  await page.getByRole('button', { name: '다시 점검' }).click()
  await page.getByText('모두 정상입니다').waitFor()
  expect(await page.getByLabel('완료').count()).toBe(4)
})
