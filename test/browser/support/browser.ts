import chromiumBinary from '@sparticuz/chromium'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import { SignInLink } from '../../../src/wire/access.ts'
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
  /** Where the reader is signed in already: a cookie is for every port of its host. */
  at?: string
}

/** A reader at a real Chromium. Whatever goes wrong in the page fails the test. */
export async function openPage(reader: Reader = {}): Promise<Page> {
  const { width = 1440, locale = 'ko-KR', dark = false, at } = reader
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
  const page = await context.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  onTestFinished(async () => {
    await context.close()
    expect(errors).toEqual([])
  })
  if (at !== undefined) {
    await page.request.post(await signInLink(at), { maxRedirects: 0 })
    await page.goto(at)
  }
  return page
}

export async function signInLink(url: string): Promise<string> {
  const made = await fetch(`${url}/api/v1/session/sign-in-links`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: '이영희' }),
  })
  return SignInLink.parse(await made.json()).url
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
