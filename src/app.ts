import { adminAccess, type AdminAccess } from './admin-access.ts'
import { createApi } from './api/api.ts'
import type { Settings } from './config/settings.ts'
import { Activity } from './engine/activity.ts'
import { Alarm } from './engine/alarm.ts'
import type { Committed } from './engine/batch.ts'
import { systemClock, type Clock } from './engine/clock.ts'
import { Dispatch } from './engine/dispatch.ts'
import { Engine } from './engine/engine.ts'
import { inbox } from './engine/inbox.ts'
import { Live } from './engine/live.ts'
import { onlyNode, SharedNode, type Node } from './engine/node.ts'
import { startPulse } from './engine/pulse.ts'
import { reconcile } from './engine/reconcile.ts'
import { resumeEffects } from './engine/resume.ts'
import { wake } from './engine/wake.ts'
import { listen, type Listener } from './listen.ts'
import { createLog, type Log } from './observe/log.ts'
import { startTelephony, type Telephony } from './providers.ts'
import type { Database } from './store/database.ts'
import { nextCheck } from './store/calls.ts'
import { nextEffect } from './store/effects.ts'
import { loadEscalation, nextWake } from './store/escalations.ts'
import { lastEventId } from './store/events.ts'
import { openPostgres } from './store/postgres/open.ts'
import { openSqlite } from './store/sqlite/open.ts'
import type { Finding } from './telephony/provider.ts'

/** A lost callback is repeated within seconds; a call that is silent for longer is asked about. */
const SILENCE_MS = { withCallbacks: 5_000, without: 1_000 }
/** Whoever stops the process grants it ten seconds, often five: what is on its way gets most of them. */
const DRAIN_MS = 4_000
/** For a goodbye to the database, twice: one that does not answer must not hold up the end. */
const GOODBYE_MS = 500
/** A provider that does not answer by then may be down, but is no reason not to start: with 0.8 s to load, work resumes within 2 s. */
const CHECK_MS = 1_000

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

/** Throws `DataFolderInUse` or `BadDatabase`. */
export function openDatabase({ databaseUrl, dataFolder }: Settings): Promise<Database> {
  return databaseUrl === null ? openSqlite(dataFolder) : openPostgres(databaseUrl)
}

/**
 * Puts the house together and opens its doors. Throws `DataFolderInUse`, `BadDatabase`, and what the
 * operating system says of a port or a disk.
 */
export async function startApp(settings: Settings, given: Partial<Given> = {}): Promise<App> {
  const { clock = systemClock, log = createLog(settings.logLevel) } = given
  const db = await openDatabase(settings)
  let listener: Listener | null = null
  try {
    const admin = await adminAccess(db, settings.adminToken, settings.dataFolder)
    let answer: (request: Request) => Response | Promise<Response> = notReady
    listener = await listen(settings.host, settings.port, (request) => answer(request))
    const opened = listener
    const url = `http://${addressOf(settings.host)}:${listener.port}`
    const ladder = await startLadder(settings, { db, url, clock, log })
    const house = {
      db,
      engine: ladder.engine,
      live: ladder.live,
      log,
      mayDial: () => ladder.node.holds(ladder.node.id),
      callbacks: ladder.telephony.provider.callbacks,
      baseUrl: () => settings.publicUrl ?? url,
    }
    const api = createApi(house, admin.authenticate, ladder.telephony.routes)
    answer = (request) => api.fetch(request)
    return {
      url,
      data: db.place,
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

type Ladder = {
  engine: Engine
  node: Node
  live: Live
  activity: Activity
  telephony: Telephony
  /** Dials nobody any more and waits for no deadline. */
  stop(): void
  /** What is still to be done is for the other nodes. */
  leave(): Promise<void>
}

/** Everything that rings people. It takes up at once what a process left behind that is surely dead. */
async function startLadder(settings: Settings, on: { db: Database; url: string } & Given): Promise<Ladder> {
  const { db, clock, log } = on
  const { shared } = db
  const node = shared ? new SharedNode(shared.pulse, log) : await onlyNode(db)
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
  await refuseWrongCredentials(telephony)
  const dispatch = new Dispatch({
    engine,
    node,
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
  const silent = alarm(reconcile({ db, engine, provider, activity, log }))

  function onCommit({ events, tasks, wakeAt, checkAt }: Committed): void {
    live.publish(events)
    dispatch.begin(tasks)
    armFor(deadlines, wakeAt)
    armFor(silent, checkAt)
  }

  const alarms = [deadlines, effects, silent]
  // What other nodes have left to be done, or committed while no notification came through.
  async function look(): Promise<void> {
    await live.catchUp()
    armFor(deadlines, await nextWake(db.read))
    armFor(effects, await nextEffect(db.read))
    armFor(silent, await nextCheck(db.read))
  }
  shared?.listen((id) => live.hear(id))
  const leave = node instanceof SharedNode ? await startPulse({ node, look, log }) : async () => {}
  for (const each of alarms) each.arm(clock.now())
  return {
    engine,
    node,
    live,
    activity,
    telephony,
    stop() {
      dispatch.stop()
      for (const each of alarms) each.stop()
    },
    leave,
  }
}

function armFor(alarm: Alarm, at: number | null): void {
  if (at !== null) alarm.arm(at)
}

/** The provider says no to our credentials: better no start than a night in which nobody is rung. */
async function refuseWrongCredentials(telephony: Telephony): Promise<void> {
  const { provider } = telephony
  let findings: Finding[] = []
  await atMost(
    CHECK_MS,
    provider.check().then((found) => {
      findings = found
      return undefined
    }),
  )
  const wrong = findings.find((finding) => finding.status === 'problem')
  if (!wrong) return
  await telephony.close()
  throw new Error(`${provider.name}: ${wrong.check}: ${wrong.detail}. ${wrong.mend ?? ''}`)
}

async function close(db: Database, listener: Listener, ladder: Ladder): Promise<void> {
  ladder.stop()
  const drained = listener.drain()
  await atMost(DRAIN_MS, ladder.activity.idle())
  listener.cut()
  await drained
  await atMost(GOODBYE_MS, ladder.leave())
  await ladder.telephony.close()
  await atMost(GOODBYE_MS, db.close())
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
