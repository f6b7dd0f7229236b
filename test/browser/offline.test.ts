import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { nightbell } from '../support/process.ts'
import { violations } from './support/axe.ts'
import { openPage } from './support/browser.ts'
import { TOKEN } from './support/server.ts'

test(
  'opened while no server answers, it says so and shows nothing of what was; it opens when there is one again',
  { timeout: 90_000 },
  async () => {
    const port = await freePort()
    const env = { PORT: String(port), NIGHTBELL_DATA: temporaryFolder(), NIGHTBELL_ADMIN_TOKEN: TOKEN }
    const serve = async () => {
      const server = nightbell(['serve'], env)
      await server.prints('is ready')
      return server
    }
    const server = await serve()
    const page = await openPage({ at: `http://127.0.0.1:${port}`, width: 390 })
    await page.locator('[data-connection=connected]').waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await server.kill()
    await page.reload()
    await page.getByText('지금 상황을 알 수 없습니다').waitFor()
    expect(await page.getByText('상황판').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: 'artefacts/offline-ko-390-light.png' })
    await serve()
    await page.locator('[data-connection=connected]').waitFor()
  },
)
