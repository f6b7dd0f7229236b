import chromiumBinary from '@sparticuz/chromium'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import { TOKEN } from './server.ts'

let browser: Browser | null = null
afterAll(async () => {
  await browser?.close()
  browser = null
})

type Reader = {
  width?: number
  locale?: 'ko-KR' | 'en-GB'
  dark?: boolean
  signedIn?: boolean
}

/** A reader at a real Chromium, who is signed in. Whatever goes wrong in the page fails the test. */
export async function openPage(reader: Reader = {}): Promise<Page> {
  const { width = 1440, locale = 'ko-KR', dark = false, signedIn = true } = reader
  browser ??= await chromium.launch({
    executablePath: await chromiumBinary.executablePath(),
    // Not the package's own: they run it in one process, which ends with the first page.
    args: ['--no-sandbox'],
  })
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    locale,
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
  })
  if (signedIn)
    await context.addInitScript(
      `if (location.protocol === 'http:') sessionStorage.setItem('nightbell.token', ${JSON.stringify(TOKEN)})`,
    )
  const page = await context.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  onTestFinished(async () => {
    await context.close()
    expect(errors).toEqual([])
  })
  return page
}

/** The phone of this person on the simulator page. */
export function phoneOf(page: Page, name: string) {
  const phone = page.getByRole('region', { name: `${name} 님의 전화기` })
  const press = (button: string) => phone.getByRole('button', { name: button, exact: true }).click()
  return { press, hears: (words: string) => phone.getByText(words).first().waitFor() }
}

/** The lines of the log, as they can be read at this moment. */
export async function logOf(page: Page): Promise<string[]> {
  const lines = await page.getByRole('log', { name: '진행 기록' }).getByRole('listitem').all()
  const texts = await Promise.all(lines.map((line) => line.locator('> :last-child').textContent()))
  return texts.map((text) => text ?? '')
}
