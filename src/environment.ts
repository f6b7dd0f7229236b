import { existsSync } from 'node:fs'
import { readSettings, type Settings } from './config/settings.ts'

/**
 * The settings of this process: `.env` beside it is read first; what the environment says wins, and
 * `said` over that. Throws `BadSetting`.
 */
export function settingsOfProcess(said: Readonly<Record<string, string>> = {}): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readSettings({ ...process.env, ...said })
}
