import { randomUUID } from 'node:crypto'
import { realClock, type RealClock } from '../emulator/clock.ts'
import { adminAccess, type AdminAccess } from './admin-access.ts'
import { createApi } from './api/api.ts'
import type { Simulation } from './api/routes.ts'
import type { Settings } from './config/settings.ts'
import { Activity } from './engine/activity.ts'
import { Alarm } from './engine/alarm.ts'
import type { Committed } from './engine/batch.ts'
import { systemClock, type Clock } from './engine/clock.ts'
import { Dispatch } from './engine/dispatch.ts'
import { Engine } from './engine/engine.ts'
import { inbox } from './engine/inbox.ts'
import { Live } from './engine/live.ts'
import { reconcile } from './engine/reconcile.ts'
import { resumeEffects } from './engine/resume.ts'
import { wake } from './engine/wake.ts'
import { addressesOn, listen, type Answer, type Listener } from './listen.ts'
import { createLog, type Log } from './observe/log.ts'
import { startTelephony, type Telephony } from './providers.ts'
import type { Database } from './store/database.ts'
import { releaseEffects } from './store/effects.ts'
import { loadEscalation } from './store/escalations.ts'
import { lastEventId, lastEventTime } from './store/events.ts'
import { openSqlite } from './store/sqlite/open.ts'
import type { Finding, Provider } from './telephony/provider.ts'

/** A lost callback is repeated within seconds; a call that is silent for longer is asked about. */
const SILENCE_MS = { withCallbacks: 5_000, without: 1_000 }
/** Whoever stops the process grants it ten seconds, often five: what is on its way gets most of them. */
const DRAIN_MS = 4_000
/** A provider that does not answer by then may be down, but is no reason not to start: with 0.8 s to load, work resumes within 2 s. */
const CHECK_MS = 1_000

export type App = {
  /** Where it listens. */
  url: string
  admin: AdminAccess
  telephony: Telephony
  /** How much is going on at this moment; 0 means that nothing moves until the clock does. */
  running(): number
  /** Dials nobody any more, finishes what is on its way, and lets go of everything. */
  close(): Promise<void>
}

type Given = { clock: Clock; log: Log }

/**
 * Puts the house together and opens its doors. Throws `DataFolderInUse`, and what the operating
 * system says of a port or a disk.
 */
export async function startApp(settings: Settings, given: Partial<Given> = {}): Promise<App> {
  const { log = createLog(settings.logLevel) } = given
  const db = await openSqlite(settings.dataFolder)
  let listener: Listener | null = null
  try {
    const simulated = settings.telephony.kind === 'simulated' ? await simulatedClock(db) : null
    const clock = given.clock ?? simulated ?? systemClock
    const admin = await adminAccess(db, settings.adminToken, settings.dataFolder)
    let answer: Answer = notReady
    listener = await listen(settings.host, settings.port, (request, bindings) => answer(request, bindings))
    const opened = listener
    const url = `http://${addressOf(settings.host)}:${listener.port}`
    const ladder = await startLadder(settings, { db, url, clock, log })
    const house = {
      db,
      engine: ladder.engine,
      live: ladder.live,
      log,
      clock,
      simulation: simulationOf(ladder.telephony, simulated),
      callbacks: ladder.telephony.provider.callbacks,
      baseUrl: () => settings.publicUrl ?? url,
      addresses: addressesOn(settings.host, listener.port),
    }
    const api = createApi(house, admin.authenticate, ladder.telephony.routes)
    answer = (request, bindings) => api.fetch(request, bindings)
    return {
      url,
      admin,
      telephony: ladder.telephony,
      running: () => ladder.activity.running,
      close: () => close(db, opened, ladder),
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
  return realClock(1, Math.max(Date.now(), await lastEventTime(db.read)))
}

function simulationOf({ emulator }: Telephony, clock: RealClock | null): Simulation | null {
  if (!emulator || !clock) return null
  return { emulatorUrl: emulator.url, speed: () => clock.speed(), setSpeed: (speed) => clock.setSpeed(speed) }
}

type Ladder = {
  engine: Engine
  live: Live
  activity: Activity
  telephony: Telephony
  /** Dials nobody any more and waits for no deadline. */
  stop(): void
}

/** Everything that rings people. It takes up at once what the last process left behind. */
async function startLadder(settings: Settings, on: { db: Database; url: string } & Given): Promise<Ladder> {
  const { db, clock, log } = on
  const node = randomUUID()
  const activity = new Activity(clock)
  const live = new Live(db.read, await lastEventId(db.read))
  const load = (id: string) => loadEscalation(db.read, id)
  const callbackUrl = settings.telephony.kind === 'simulated' ? on.url : settings.publicUrl
  const silenceMs = callbackUrl === null ? SILENCE_MS.without : SILENCE_MS.withCallbacks
  const engine = new Engine({
    db,
    clock,
    activity,
    node,
    silenceMs,
    onCommit: (committed) => onCommit(committed),
  })
  const telephony = await startTelephony(settings.telephony, {
    callbackUrl,
    inbox: inbox({ engine, clock, load }),
    clock,
    log,
  })
  const { provider } = telephony
  await refuseWrongCredentials(provider).catch(async (error: unknown) => {
    await telephony.close()
    throw error
  })
  const dispatch = new Dispatch({
    engine,
    provider,
    clock,
    activity,
    log,
    load,
    postponed: (at) => effects.arm(at),
  })
  const alarm = (ring: () => Promise<number | null>) => new Alarm({ clock, activity, log }, ring)
  const deadlines = alarm(wake({ db, engine, clock }))
  const effects = alarm(resumeEffects({ db, engine, dispatch, node }))
  const silent = alarm(reconcile({ db, engine, provider, clock, activity, log }))

  function onCommit({ events, tasks, wakeAt, checkAt }: Committed): void {
    live.publish(events)
    dispatch.begin(tasks)
    if (wakeAt !== null) deadlines.arm(wakeAt)
    if (checkAt !== null) silent.arm(checkAt)
  }

  // The data folder's lock says that whoever held these is dead.
  await db.write((tx) => releaseEffects(tx, node))
  const alarms = [deadlines, effects, silent]
  for (const each of alarms) each.arm(clock.now())
  return {
    engine,
    live,
    activity,
    telephony,
    stop() {
      dispatch.stop()
      for (const each of alarms) each.stop()
    },
  }
}

/** The provider says no to our credentials: better no start than a night in which nobody is rung. */
async function refuseWrongCredentials(provider: Provider): Promise<void> {
  let findings: Finding[] = []
  await atMost(
    CHECK_MS,
    provider.check().then((found) => {
      findings = found
      return undefined
    }),
  )
  const wrong = findings.find((finding) => finding.status === 'problem')
  if (wrong) throw new Error(`${provider.name}: ${wrong.check}: ${wrong.detail}. ${wrong.mend ?? ''}`)
}

async function close(db: Database, listener: Listener, ladder: Ladder): Promise<void> {
  ladder.stop()
  const drained = listener.drain()
  await atMost(DRAIN_MS, ladder.activity.idle())
  listener.cut()
  await drained
  await ladder.telephony.close()
  await db.close()
}

function atMost(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

const notReady = () => new Response('starting\n', { status: 503 })

/** Where to reach a server that listens everywhere: here. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
