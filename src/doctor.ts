import { existsSync, statfsSync } from 'node:fs'
import { z } from 'zod'
import { openDatabase } from './app.ts'
import { systemClock } from './engine/clock.ts'
import { addressOf } from './listen.ts'
import { settingsOfProcess } from './environment.ts'
import { createLog } from './observe/log.ts'
import { startTelephony } from './providers.ts'
import { DataFolderInUse, DataMoved } from './store/sqlite/open.ts'
import type { CallInbox, Finding } from './telephony/provider.ts'
import type { Settings } from './config/settings.ts'

/** Looks at everything that can be known without calling anybody, worst first to mend. */
export async function* examine(): AsyncGenerator<Finding> {
  let settings: Settings
  try {
    settings = settingsOfProcess()
  } catch (error) {
    yield {
      check: 'settings',
      status: 'problem',
      detail: error instanceof Error ? error.message : String(error),
    }
    return
  }
  yield { check: 'settings', status: 'ok', detail: `telephony is ${settings.telephony.kind}` }
  yield await database(settings)
  yield disk(settings)
  yield* await provider(settings)
  const running = await server(settings)
  yield* running
  if (settings.publicUrl !== null) yield await publicUrl(settings.publicUrl, running.length > 0)
}

const ANSWER_MS = 5_000
async function ask<S extends z.ZodType>(url: string, schema: S): Promise<z.infer<S>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
  return schema.parse(await response.json())
}

/** What the server that runs with these settings says of itself; nothing when none runs. */
async function server({ host, port }: Settings): Promise<Finding[]> {
  const check = 'server'
  try {
    const health = await ask(`http://${addressOf(host)}:${port}/readyz`, Health)
    if (health.troubles.length === 0)
      return [{ check, status: 'ok', detail: `runs, and is ${health.status}` }]
    return health.troubles.map(({ kind, detail, hint, since }) => ({
      check: `server: ${kind}`,
      status: 'problem',
      detail: `since ${since}: ${detail}`,
      mend: hint.en,
    }))
  } catch {
    return [] // Nobody must have started it before the settings are right.
  }
}

const Health = z.object({
  status: z.string(),
  troubles: z.array(
    z.object({ kind: z.string(), detail: z.string(), hint: z.object({ en: z.string() }), since: z.string() }),
  ),
})

/** Whether this server answers under its public address. Asked from here: a firewall may let the provider in and not us. */
async function publicUrl(url: string, running: boolean): Promise<Finding> {
  const check = 'public URL answers'
  if (!running)
    return {
      check,
      status: 'warning',
      detail: 'not tried: no server runs',
      mend: 'run "npm start", then ask again',
    }
  try {
    await ask(`${url}/healthz`, z.object({ status: z.literal('ok') }))
    return { check, status: 'ok', detail: 'from here' }
  } catch {
    return {
      check,
      status: 'warning',
      detail:
        'not from here: without callbacks no key is received, and what becomes of calls is learnt by asking',
      mend: 'check DNS, proxy, tunnel and firewall between the internet and this server',
    }
  }
}

async function database(settings: Settings): Promise<Finding> {
  const check = 'database'
  const { dataFolder, databaseUrl } = settings
  try {
    const db = await openDatabase(settings)
    await db.close()
    return { check, status: 'ok', detail: `${db.place} opens and is up to date` }
  } catch (error) {
    if (error instanceof DataFolderInUse)
      return { check, status: 'ok', detail: `${dataFolder} is in use by a running Nightbell` }
    const detail = error instanceof Error ? error.message : String(error)
    if (error instanceof DataMoved) return { check, status: 'problem', detail, mend: 'set DATABASE_URL' }
    const mend =
      databaseUrl === null
        ? `make ${dataFolder} writable, or set NIGHTBELL_DATA`
        : 'see that PostgreSQL runs, and that psql can connect to it with this URL'
    return { check, status: 'problem', detail, mend }
  }
}

const LEAST_FREE_MB = 200

function disk({ dataFolder }: Settings): Finding {
  const check = 'disk'
  if (!existsSync(dataFolder)) return { check, status: 'warning', detail: `${dataFolder} does not exist yet` }
  const { bavail, bsize } = statfsSync(dataFolder)
  const free = Math.floor((bavail * bsize) / 1024 ** 2)
  const detail = `${free} MB free`
  return free >= LEAST_FREE_MB
    ? { check, status: 'ok', detail }
    : {
        check,
        status: 'problem',
        detail,
        mend: `free at least ${LEAST_FREE_MB} MB: an alert that cannot be written cannot ring`,
      }
}

async function provider(settings: Settings): Promise<Finding[]> {
  const log = createLog('silent')
  const nobody: CallInbox = {
    script: async () => null,
    report: async () => 'unknown',
    keyPressed: async () => null,
  }
  const telephony = await startTelephony(settings.telephony, {
    callbackUrl: settings.publicUrl,
    inbox: nobody,
    clock: systemClock,
    log,
    refused: () => {},
  })
  try {
    return await telephony.provider.check()
  } finally {
    await telephony.close()
  }
}
