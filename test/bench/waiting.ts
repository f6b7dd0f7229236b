import { openDatabase } from '../../src/open-database.ts'
import { readSettings } from '../../src/config/settings.ts'
import type { Plan } from '../../src/domain/plan.ts'
import { Activity } from '../../src/engine/activity.ts'
import { systemClock } from '../../src/engine/clock.ts'
import { Engine } from '../../src/engine/engine.ts'
import type { Kind } from './support/databases.ts'
import { measured, pause, type Bench, type Row } from './support/figure.ts'
import { startProvider } from './support/provider.ts'
import { serve, settingsFor } from './support/server.ts'

const CROWDS = [10_000, 100_000]
const REPETITIONS = 3
const SETTLE_MS = 2_000

const plan: Plan = {
  people: [
    { name: '홍길동', phone: '+821000000001' },
    { name: '김철수', phone: '+821000000002' },
  ],
  rounds: 2,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'keypress',
  message: '결제 API 응답 없음',
  language: 'ko',
  drill: false,
  urgency: 'high',
}

/**
 * A storm of alerts behind a provider that takes few calls: so many escalations wait for their turn.
 * How long a start then takes, and how much memory the process has some seconds later, beside a
 * server on an empty database.
 */
export async function waiting({ databases, progress }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of databases.both) rows.push(...(await waitingOn(kind, progress)))
  return rows
}

async function waitingOn(kind: Kind, progress: Bench['progress']): Promise<Row[]> {
  const provider = await startProvider()
  const idle = await settingsFor(kind, provider.url)
  const crowds = []
  for (const count of CROWDS) {
    progress(`${count} escalations begin to wait on ${kind.name}`)
    const env = await settingsFor(kind, provider.url)
    await fill(env, count)
    crowds.push({ count, env, starts: [] as Start[] })
  }
  progress(`starts beside waiting escalations on ${kind.name}`)
  const idleStarts: Start[] = []
  for (let i = 0; i < REPETITIONS; i++) {
    idleStarts.push(await startAndLook(idle))
    for (const { env, starts } of crowds) starts.push(await startAndLook(env))
  }
  provider.close()
  return crowds.flatMap(({ count, starts }) => rowsOf(kind, count, starts, idleStarts))
}

function rowsOf(kind: Kind, count: number, starts: Start[], idle: Start[]): Row[] {
  const [rss, ready] = [measured(starts.map((s) => s.rss)), measured(starts.map((s) => s.ready))]
  const [idleRss, idleReady] = [measured(idle.map((s) => s.rss)), measured(idle.map((s) => s.ready))]
  const what = 'an idle server'
  return [
    {
      figure: `memory with ${count} waiting escalations, ${kind.name}`,
      unit: 'MB',
      value: rss,
      reference: { what, value: idleRss },
      aim: { says: '≤ +50 MB', met: rss.median - idleRss.median <= 50 },
    },
    {
      figure: `restart → ready with ${count} waiting escalations, ${kind.name}`,
      unit: 's',
      value: ready,
      reference: { what, value: idleReady },
      aim: { says: '≤ 1.5 s', met: ready.median <= 1.5 },
    },
  ]
}

type Start = { ready: number; rss: number }

async function startAndLook(env: Record<string, string>): Promise<Start> {
  const server = await serve(env)
  await pause(SETTLE_MS)
  const start = { ready: server.readyMs / 1000, rss: server.rss() }
  await server.kill()
  return start
}

/** Begins escalations as the product does, and asks for none of their calls. */
async function fill(env: Record<string, string>, count: number): Promise<void> {
  const db = await openDatabase(readSettings(env))
  const engine = new Engine({
    db,
    clock: systemClock,
    activity: new Activity(systemClock),
    node: { id: 'filling', holds: () => true, doubt: () => {} },
    silenceMs: () => 5_000,
    withoutCallbacks: null,
    admit: () => new Set(),
    onFailure: () => {},
    onCommit: () => {},
  })
  const begin = (n: number) => engine.transact(async (unit) => unit.start(`esc_${n}`, plan, null))
  for (let n = 0; n < count; n += 500) await Promise.all(Array.from({ length: 500 }, (_, i) => begin(n + i)))
  await db.close()
}
