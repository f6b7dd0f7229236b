import type { Settings } from './config/settings.ts'
import type { Known } from './domain/escalation.ts'
import { Activity } from './engine/activity.ts'
import { Alarm } from './engine/alarm.ts'
import type { Committed } from './engine/batch.ts'
import { CallbackWatch } from './engine/callback-watch.ts'
import type { Clock } from './engine/clock.ts'
import { completeHistory } from './engine/complete-history.ts'
import { Dispatch } from './engine/dispatch.ts'
import { Engine } from './engine/engine.ts'
import { followClock } from './engine/follow-clock.ts'
import { followUp } from './engine/follow-up.ts'
import { inbox } from './engine/inbox.ts'
import { Live } from './engine/live.ts'
import { onlyNode, SharedNode, type Node } from './engine/node.ts'
import { Pace } from './engine/pace.ts'
import { startPulse } from './engine/pulse.ts'
import { reconcile } from './engine/reconcile.ts'
import { resumeEffects } from './engine/resume.ts'
import { wake } from './engine/wake.ts'
import { watchdog } from './engine/watchdog.ts'
import type { Log } from './observe/log.ts'
import type { Metrics } from './observe/metrics.ts'
import type { Troubles } from './observe/troubles.ts'
import { startTelephony, type Telephony } from './providers.ts'
import { nextCheck } from './store/calls.ts'
import { DatabaseError, type Database } from './store/database.ts'
import { countWaiting, nextEffect } from './store/effects.ts'
import { loadEscalation, nextWake } from './store/escalations.ts'
import { nextFollowUp } from './store/follow-ups.ts'
import { lastEventId, type StoredEvent } from './store/events.ts'
import { LastNode } from './store/last-node.ts'
import { listNodes } from './store/nodes.ts'
import type { Finding, Provider } from './telephony/provider.ts'
import { atMost } from './time-limit.ts'

/** A lost callback is repeated within seconds; a call that is silent for longer is asked about. */
const SILENCE_MS = { withCallbacks: 3_000, without: 1_000 }
/** A provider that does not answer by then may be down, but is no reason not to start: with 0.8 s to load, work resumes within 2 s. */
const CHECK_MS = 1_000

/** What it stands on. `url` is where this server listens. */
export type Ground = {
  db: Database
  url: string
  clock: Clock
  log: Log
  troubles: Troubles
  metrics: Metrics
  /** For a provider that is in no list, such as one that answers at once. */
  connect?: typeof startTelephony
}

export type Ringing = {
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

/** Wires everything that rings people. It takes up at once what a process left behind that is surely dead. */
export async function startRinging(settings: Settings, ground: Ground): Promise<Ringing> {
  const { db, clock, log, troubles, metrics } = ground
  const node = await nodeOf(settings, ground)
  const activity = new Activity(clock)
  const pace = new Pace()
  // A phone whose ringing was told to another node must not keep its place here.
  const live = new Live(db.read, await lastEventId(db.read), (events) => heed(events))
  const callbacks = new CallbackWatch(troubles)
  const callbackUrl = settings.telephony.kind === 'simulated' ? ground.url : settings.publicUrl
  const engine = new Engine({
    db,
    clock,
    activity,
    node,
    silenceMs: silenceOf(callbacks),
    withoutCallbacks: callbackUrl === null ? 'no-public-url' : null,
    admit: (attempts, now) => pace.admit(attempts, now),
    onFailure: (error, admitted) => {
      pace.leave(admitted)
      tellOfFailure(error, ground)
    },
    onCommit: (committed) => onCommit(committed),
  })
  const telephony = await openTelephony(settings, callbackUrl, { ...ground, engine, callbacks })
  const parts = { ...ground, engine, provider: telephony.provider, activity, pace, callbacks, node }
  const dispatch = new Dispatch({ ...parts, postponed: (at) => alarms.effects.arm(at) })
  const alarm = (ring: () => Promise<number | null>) => new Alarm({ clock, activity, log }, ring)
  const alarms = {
    deadlines: alarm(wake({ ...parts, again: () => alarms.deadlines.arm(clock.now()) })),
    effects: alarm(resumeEffects({ ...parts, dispatch })),
    silent: alarm(reconcile(parts)),
    followUps: alarm(followUp({ ...parts, postponed: (at) => alarms.followUps.arm(at) })),
    olderHistory: alarm(completeHistory(parts)),
    watch: alarm(watchdog({ ...parts, overdue: () => alarms.deadlines.arm(clock.now()) })),
  }

  function onCommit({ events, tasks, wakeAt, checkAt, waiting }: Committed): void {
    troubles.clear('database')
    // Who looked meanwhile could not see them.
    if (waiting) pace.behind = true
    live.publish(events)
    count(metrics, events)
    dispatch.begin(tasks)
    armFor(alarms.deadlines, wakeAt)
    armFor(alarms.silent, checkAt)
    if (events.some(({ event }) => event.type === 'escalation_failed')) alarms.followUps.arm(clock.now())
  }

  function heed(events: readonly StoredEvent[]): void {
    pace.heed(events.map(({ event }) => event))
    armFor(alarms.effects, pace.lookAgainAt(clock.now()))
  }

  // What other nodes have left to be done, or committed while no notification came through.
  async function look(): Promise<void> {
    troubles.clear('database') // The sign of life before it was written.
    await live.catchUp()
    await armAll(alarms, parts)
  }
  // One turn later, when what this node has just committed itself is at hand and need not be read.
  db.shared?.listen((id) => void setImmediate(() => live.hear(id)))
  const leave = node instanceof SharedNode ? await startPulse({ node, look, log }) : async () => {}
  if ((await listNodes(db.read)).length === 1) await followClock(ground)
  for (const each of Object.values(alarms)) each.arm(clock.now())
  return {
    engine,
    node,
    live,
    activity,
    telephony,
    stop() {
      dispatch.stop()
      for (const each of Object.values(alarms)) each.stop()
    },
    leave,
  }
}

const nodeOf = async ({ dataFolder }: Settings, { db, log }: Ground) =>
  db.shared ? new SharedNode(db.shared.pulse, log, LastNode.in(dataFolder)) : onlyNode(db)

const silenceOf = (callbacks: CallbackWatch) => (news: Known['callbacks']) =>
  news === 'working' && !callbacks.silent ? SILENCE_MS.withCallbacks : SILENCE_MS.without

function tellOfFailure(error: unknown, { db, metrics, troubles }: Ground): void {
  // Another node was quicker: it is written again at once.
  if (!(error instanceof DatabaseError) || error.retry === 'again') return
  metrics.commitFailures.inc()
  troubles.raise('database', { detail: UNWRITABLE, hint: db.shared ? HINTS.server : HINTS.disk })
}

async function armAll(
  alarms: { deadlines: Alarm; effects: Alarm; silent: Alarm; followUps: Alarm },
  { db, clock, pace }: Ground & { pace: Pace },
): Promise<void> {
  armFor(alarms.deadlines, await nextWake(db.read))
  armFor(alarms.effects, await nextEffect(db.read, clock.now()))
  armFor(alarms.silent, await nextCheck(db.read))
  armFor(alarms.followUps, await nextFollowUp(db.read))
  const { count: waiting } = await countWaiting(db.read, clock.now())
  if (waiting > 0) pace.behind = true
  armFor(alarms.effects, pace.lookAgainAt(clock.now()))
}

function armFor(alarm: Alarm, at: number | null): void {
  if (at !== null) alarm.arm(at)
}

async function openTelephony(
  settings: Settings,
  callbackUrl: string | null,
  ground: Ground & { engine: Engine; callbacks: CallbackWatch },
): Promise<Telephony> {
  const { db, clock, log, metrics, engine, callbacks, connect = startTelephony } = ground
  const load = (id: string) => loadEscalation(db.read, id)
  const telephony = await connect(settings.telephony, {
    callbackUrl,
    inbox: inbox({ engine, clock, callbacks, load }),
    clock,
    log,
    refused: (reason) => metrics.callbacksRefused.inc({ reason }),
  })
  try {
    await refuseWrongCredentials(telephony.provider)
    return telephony
  } catch (error) {
    await telephony.close()
    throw error
  }
}

/** The provider says no to our credentials: better no start than a night in which nobody is rung. */
async function refuseWrongCredentials(provider: Provider): Promise<void> {
  let findings: Finding[] = []
  await atMost(
    CHECK_MS,
    provider.check([]).then((found) => {
      findings = found
      return undefined
    }),
  )
  const wrong = findings.find((finding) => finding.status === 'problem')
  if (wrong)
    throw new Error(`${provider.name}: ${wrong.title.en}: ${wrong.detail.en}. ${wrong.mend?.en ?? ''}`)
}

const UNWRITABLE = 'the database cannot be written to: alerts and acknowledgements are refused until it can'
const HINTS = {
  disk: {
    ko: '디스크 공간과 권한을 확인하세요. 해결되면 자동으로 다시 시작합니다.',
    en: 'Check the free space and the permissions of the disk. Work resumes by itself.',
  },
  server: {
    ko: 'DATABASE_URL의 PostgreSQL 서버가 실행 중인지, 이 노드에서 연결되는지, 그 디스크에 공간이 있는지 확인하세요. 해결되면 자동으로 다시 시작합니다.',
    en: 'Check that the PostgreSQL server of DATABASE_URL runs, can be reached from this node and has free space on its disk. Work resumes by itself.',
  },
}

function count(metrics: Metrics, events: readonly StoredEvent[]): void {
  for (const { event } of events) {
    metrics.events.inc({ type: event.type })
    if (event.type === 'call_failed') metrics.attempts.inc({ outcome: event.reason })
    if (event.type === 'call_acknowledged') metrics.attempts.inc({ outcome: 'acknowledged' })
  }
}
