import { existsSync, statfsSync } from 'node:fs'
import { z } from 'zod'
import { addressOf } from './addresses.ts'
import type { Settings } from './config/settings.ts'
import * as words from './doctor-words.ts'
import { isNoLadder } from './domain/directory.ts'
import { systemClock } from './engine/clock.ts'
import { peopleOfEach } from './engine/plan-of-policy.ts'
import { createLog } from './observe/log.ts'
import { openDatabase } from './open-database.ts'
import { startTelephony } from './providers.ts'
import { DataFolderInUse } from './store/data-folder.ts'
import { listEntries } from './store/directory.ts'
import { readPostgres } from './store/postgres/whole.ts'
import type { Whole } from './store/snapshot.ts'
import { DataMoved } from './store/sqlite/open.ts'
import { readSqlite } from './store/sqlite/whole.ts'
import type { CallInbox, Finding } from './telephony/provider.ts'

/**
 * Looks at everything that can be known without calling anybody, one thing after another; for the
 * command line and for the page. `url` is where the server with these settings listens.
 */
export async function* examine(
  settings: Settings,
  url = `http://${addressOf(settings.host)}:${settings.port}`,
): AsyncGenerator<Finding> {
  yield settingsAre(settings)
  yield await database(settings)
  yield disk(settings)
  if (settings.telephony.kind !== 'simulated') yield* await provider(settings)
  const running = await server(url)
  yield* running
  if (settings.publicUrl !== null) yield await publicUrl(settings.publicUrl, running.length > 0)
}

const settingsAre = ({ telephony: { kind } }: Settings): Finding => ({
  ...words.SETTINGS,
  status: 'ok',
  ...words.telephonyIs(kind),
})

async function database(settings: Settings): Promise<Finding> {
  const { dataFolder, databaseUrl } = settings
  try {
    const db = await openDatabase(settings)
    await db.close()
    return { ...words.DATABASE, status: 'ok', ...words.opens(db.place) }
  } catch (error) {
    if (error instanceof DataFolderInUse)
      return { ...words.DATABASE, status: 'ok', ...words.inUse(dataFolder) }
    const said = error instanceof Error ? error.message : String(error)
    if (error instanceof DataMoved) return { ...words.DATABASE, status: 'problem', ...words.moved(said) }
    const told = words.cannotOpen(said, databaseUrl === null ? dataFolder : null)
    return { ...words.DATABASE, status: 'problem', ...told }
  }
}

const LEAST_FREE_MB = 200

function disk({ dataFolder }: Settings): Finding {
  if (!existsSync(dataFolder)) return { ...words.DISK, status: 'warning', ...words.noFolder(dataFolder) }
  const { bavail, bsize } = statfsSync(dataFolder)
  const mb = Math.floor((bavail * bsize) / 1024 ** 2)
  return mb >= LEAST_FREE_MB
    ? { ...words.DISK, status: 'ok', ...words.free(mb) }
    : { ...words.DISK, status: 'problem', ...words.free(mb), ...words.mustFree(LEAST_FREE_MB) }
}

const ANSWER_MS = 5_000
async function ask<S extends z.ZodType>(url: string, schema: S): Promise<z.infer<S>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
  return schema.parse(await response.json())
}

const Health = z.object({
  status: z.string(),
  database: z.string(),
  troubles: z.array(
    z.object({
      kind: z.string(),
      detail: z.string(),
      hint: z.object({ ko: z.string(), en: z.string() }),
      since: z.string(),
    }),
  ),
})

/** What the server that runs with these settings says of itself; nothing when none runs. */
async function server(url: string): Promise<Finding[]> {
  let health: z.infer<typeof Health>
  try {
    health = await ask(`${url}/readyz`, Health)
  } catch {
    return [] // Nobody must have started it before the settings are right.
  }
  const { status, database: said, troubles } = health
  if (status === 'not ready') return [{ ...words.SERVER, status: 'problem', ...words.cannotWork(said) }]
  if (troubles.length === 0) return [{ ...words.SERVER, status: 'ok', ...words.runs(status) }]
  return troubles.map(({ kind, detail, hint, since }) => ({
    ...words.trouble(kind),
    status: 'problem',
    ...words.since(since, detail),
    mend: hint,
  }))
}

/** Whether this server answers under its public address. Asked from here: a firewall may let the provider in and not us. */
async function publicUrl(url: string, running: boolean): Promise<Finding> {
  if (!running) return { ...words.PUBLIC_URL, status: 'warning', ...words.NOT_TRIED }
  try {
    await ask(`${url}/healthz`, z.object({ status: z.literal('ok') }))
    return { ...words.PUBLIC_URL, status: 'ok', ...words.FROM_HERE }
  } catch {
    return { ...words.PUBLIC_URL, status: 'warning', ...words.NOT_FROM_HERE }
  }
}

/** The numbers that policies ring, each once. */
async function numbersRung({ databaseUrl, dataFolder }: Settings): Promise<string[]> {
  try {
    return databaseUrl === null
      ? await readSqlite(dataFolder, numbersIn)
      : await readPostgres(databaseUrl, numbersIn)
  } catch {
    return [] // What is wrong with the database is another finding.
  }
}

async function numbersIn({ tx }: Whole): Promise<string[]> {
  const peopleOf = await peopleOfEach(tx)
  const policies = await listEntries(tx, 'policies')
  const ladders = policies.map(({ document }) => peopleOf(document))
  const people = ladders.flatMap((ladder) => (isNoLadder(ladder) ? [] : ladder))
  return [...new Set(people.map(({ phone }) => phone))]
}

async function provider(settings: Settings): Promise<Finding[]> {
  const nobody: CallInbox = {
    script: async () => null,
    report: async () => 'unknown',
    keyPressed: async () => null,
  }
  const telephony = await startTelephony(settings.telephony, {
    callbackUrl: settings.publicUrl,
    inbox: nobody,
    clock: systemClock,
    log: createLog('silent'),
    refused: () => {},
  })
  try {
    return await telephony.provider.check(await numbersRung(settings))
  } finally {
    await telephony.close()
  }
}
