import { signInUrl } from './api/sign-in.ts'
import { startApp, type App } from './app.ts'
import type { Settings } from './config/settings.ts'
import { settingsOfProcess } from './environment.ts'
import { createLog } from './observe/log.ts'
import { buildPage } from './page-build.ts'

/** Runs until SIGTERM or SIGINT, then drains and ends with 0. */
export async function serve(): Promise<void> {
  const settings = settingsOfProcess()
  const app = await startApp(settings)
  greet(app, settings)
  buildPage(createLog(settings.logLevel))
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    void app.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function greet(app: App, settings: Settings): void {
  const seconds = (performance.now() / 1000).toFixed(2)
  const { emulator } = app.telephony
  const telephony = emulator
    ? `simulated, no real phone rings (emulator at ${emulator.url})`
    : settings.telephony.kind
  console.log(`Nightbell is ready after ${seconds} s: ${app.url}`)
  console.log(`  telephony  ${telephony}`)
  console.log(`  data       ${app.data}`)
  const { signInCode } = app.admin
  if (signInCode !== null)
    console.log(
      `  sign in    ${signInUrl(settings.publicUrl ?? app.url, signInCode)}  (works once, for an hour)`,
    )
  if (app.admin.newToken !== null) console.log(`  API token  ${app.admin.newToken}  (shown this once)`)
}
