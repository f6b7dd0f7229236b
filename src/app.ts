import { realClock, type RealClock } from '../emulator/clock.ts'
import { addressesOn, addressOf } from './addresses.ts'
import { adminAccess, type AdminAccess } from './admin-access.ts'
import { createApi } from './api/api.ts'
import { newDismissals } from './api/dismissals.ts'
import type { Simulation } from './api/routes.ts'
import { createWhoIs } from './api/who.ts'
import type { Settings } from './config/settings.ts'
import { shownSettings } from './config/shown.ts'
import { examine } from './doctor.ts'
import { systemClock, type Clock } from './engine/clock.ts'
import { listen, type Answer, type Listener } from './listen.ts'
import { createLog, type Log } from './observe/log.ts'
import { createMetrics } from './observe/metrics.ts'
import { selfAlert } from './observe/self-alert.ts'
import { Troubles } from './observe/troubles.ts'
import { openDatabase } from './open-database.ts'
import type { Telephony } from './providers.ts'
import { startRinging, type Ringing } from './ringing.ts'
import type { Database } from './store/database.ts'
import { lastEventTime } from './store/events.ts'
import { atMost } from './time-limit.ts'

/** Whoever stops the process grants it ten seconds, often five: what is on its way gets most of them. */
const DRAIN_MS = 4_000
/** For a goodbye to the database, twice: one that does not answer must not hold up the end. */
const GOODBYE_MS = 500

export type App = {
  /** Where it listens. */
  url: string
  /** Where its data are, in words for people. */
  data: string
  admin: AdminAccess
  telephony: Telephony
  /** How much is going on at this moment; 0 means that nothing moves until the clock does. */
  running(): number
  /** Dials nobody any more, finishes what is on its way, and lets go of everything. */
  close(): Promise<void>
}

type Given = { clock: Clock; log: Log }

/**
 * Puts the house together and opens its doors. Throws `DataFolderInUse`, `BadDatabase`,
 * `BadSetting` for an address, and what the operating system says of a disk.
 */
export async function startApp(settings: Settings, given: Partial<Given> = {}): Promise<App> {
  const { log = createLog(settings.logLevel) } = given
  const db = await openDatabase(settings)
  let listener: Listener | null = null
  try {
    const simulated = settings.telephony.kind === 'simulated' ? await simulatedClock(db) : null
    const clock = given.clock ?? simulated ?? systemClock
    const metrics = createMetrics()
    const troubles = new Troubles(() => clock.now(), log)
    if (settings.selfAlertUrl !== null) troubles.listen(selfAlert({ url: settings.selfAlertUrl, clock, log }))
    const admin = await adminAccess(db, settings.adminToken, settings.dataFolder, clock.now())
    let answer: Answer = notReady
    listener = await listen(settings.host, settings.port, (request, connection) =>
      answer(request, connection),
    )
    const opened = listener
    const url = `http://${addressOf(settings.host)}:${listener.port}`
    const ringing = await startRinging(settings, { db, url, clock, log, troubles, metrics })
    const { engine, live, telephony } = ringing
    const house = {
      db,
      engine,
      live,
      clock,
      log,
      troubles,
      metrics,
      dismissals: newDismissals(),
      whoIs: createWhoIs({ db, clock, log, adminToken: settings.adminToken }),
      provider: settings.telephony.kind,
      simulation: simulationOf(telephony, simulated),
      mayDial: () => ringing.node.holds(ringing.node.id),
      callbacks: telephony.provider.callbacks,
      baseUrl: () => settings.publicUrl ?? url,
      addresses: addressesOn(settings.host, listener.port),
      setUp: { telephony: settings.telephony.kind, settings: shownSettings(settings) },
      examine: () => examine(settings, url),
    }
    const api = createApi(house, telephony.routes)
    answer = (request, connection) => api.fetch(request, connection)
    return {
      url,
      data: db.place,
      admin,
      telephony,
      running: () => ringing.activity.running,
      close: () => close(db, opened, ringing),
    }
  } catch (error) {
    listener?.cut()
    await listener?.drain()
    await db.close()
    throw error
  }
}

/**
 * One clock for the engine and the phones, which people may speed up to watch a drill. A fast one is
 * ahead of the wall when the process ends: the next goes on from there, or deadlines would be late.
 */
async function simulatedClock(db: Database): Promise<RealClock> {
  const now = Date.now()
  return realClock(1, { real: now, simulated: Math.max(now, await lastEventTime(db.read)) })
}

function simulationOf({ emulator }: Telephony, clock: RealClock | null): Simulation | null {
  if (!emulator || !clock) return null
  return { emulatorUrl: emulator.url, speed: () => clock.speed(), setSpeed: (speed) => clock.setSpeed(speed) }
}

async function close(db: Database, listener: Listener, ringing: Ringing): Promise<void> {
  ringing.stop()
  const drained = listener.drain()
  await atMost(DRAIN_MS, ringing.activity.idle())
  listener.cut()
  await drained
  await atMost(GOODBYE_MS, ringing.leave())
  await ringing.telephony.close()
  await atMost(GOODBYE_MS, db.close())
}

const notReady = () => new Response('starting\n', { status: 503 })
