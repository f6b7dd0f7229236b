import { callIdOfProvider } from '../../src/domain/attempt.ts'
import type { CallReport } from '../../src/domain/call-news.ts'
import type { Person, Plan } from '../../src/domain/plan.ts'
import { systemClock } from '../../src/engine/clock.ts'
import { openDatabase } from '../../src/open-database.ts'
import { readSettings } from '../../src/config/settings.ts'
import { createLog } from '../../src/observe/log.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { Troubles } from '../../src/observe/troubles.ts'
import type { Telephony } from '../../src/providers.ts'
import { startRinging } from '../../src/ringing.ts'
import type { CallInbox, CallOrder } from '../../src/telephony/provider.ts'
import type { Kind } from './support/databases.ts'
import { measured, type Bench, type Row } from './support/figure.ts'
import { commitsPerSecond } from './support/reference.ts'

const AT_ONCE = 400
const WARM_UP = 800
const EACH = 1_600
const REPETITIONS = 3

const people = ['홍길동', '김철수', '이영희', '박민수'].map((name, i) => ({
  name,
  phone: `+82100000000${i}`,
}))
const [first, ...rest] = people as [Person, ...Person[]]
const plan: Plan = {
  people: [first, ...rest],
  rounds: 1,
  ringTimeoutSeconds: 15,
  acknowledgeBy: 'answer',
  message: '결제 API 응답 없음',
  language: 'ko',
  drill: false,
  urgency: 'high',
}

/**
 * Escalations of four attempts (busy, busy, busy, answered) that a second completes, with a provider
 * that answers at once and in the same process: what the engine and the database can do.
 */
export async function throughput({ databases, progress }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of databases.both) {
    progress(`four-attempt escalations per second on ${kind.name}`)
    rows.push(await throughputOn(kind))
  }
  return rows
}

async function throughputOn(kind: Kind): Promise<Row> {
  const house = await openHouse(kind)
  await house.completedPerSecond(WARM_UP) // The window of calls widens, and the code becomes quick.
  const [completed, commits]: number[][] = [[], []]
  for (let i = 0; i < REPETITIONS; i++) {
    commits?.push(await commitsPerSecond(kind))
    completed?.push(await house.completedPerSecond(EACH))
  }
  await house.close()
  const [value, reference] = [measured(completed ?? []), measured(commits ?? [])]
  return {
    figure: `four-attempt escalations completed, provider in process, ${kind.name}`,
    unit: '/s',
    value,
    reference: { what: 'raw one-row commits of one client', value: reference },
    aim: { says: '≥ 0.25×', met: value.median >= 0.25 * reference.median },
  }
}

async function openHouse(kind: Kind) {
  const settings = readSettings({ ...(await kind.empty()), LOG_LEVEL: 'silent' })
  const db = await openDatabase(settings)
  const log = createLog('silent')
  let begun = 0
  let over: () => void = nothing
  const ringing = await startRinging(settings, {
    db,
    url: 'http://127.0.0.1',
    clock: systemClock,
    log,
    troubles: new Troubles(() => systemClock.now(), log),
    metrics: createMetrics(),
    connect: async (_, { inbox }) => instantTelephony(inbox, () => over()),
  })
  const begin = () => ringing.engine.transact(async (unit) => unit.start(`esc_${++begun}`, plan, null))
  return {
    /** Completes `count`, of which so many are under way at the same time. */
    async completedPerSecond(count: number): Promise<number> {
      const since = performance.now()
      await new Promise<void>((resolve) => {
        let [toBegin, toComplete] = [count, count]
        over = () => {
          if (--toComplete === 0) resolve()
          if (toBegin-- > 0) void begin()
        }
        while (toBegin > count - AT_ONCE) {
          toBegin--
          void begin()
        }
      })
      return (count * 1000) / (performance.now() - since)
    },
    async close() {
      ringing.stop()
      await ringing.activity.idle()
      await ringing.leave()
      await db.close()
    },
  }
}

const nothing = () => {}

/** As much as Twilio's callbacks say, without the numbers. */
const RAW = {
  kind: 'status',
  fields: {
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    CallStatus: 'completed',
    ApiVersion: '2010-04-01',
    Direction: 'outbound-api',
    Timestamp: 'Sun, 29 Nov 2026 12:00:00 +0000',
    CallbackSource: 'call-progress-events',
    SequenceNumber: '3',
    CallDuration: '12',
    Duration: '1',
    SipResponseCode: '200',
  },
}

/** Takes every call, and tells at once what became of it. */
function instantTelephony(inbox: CallInbox, over: () => void): Telephony {
  let calls = 0

  async function live({ attempt, to }: CallOrder, id: string): Promise<void> {
    const callId = callIdOfProvider(id)
    const report = (news: Omit<CallReport, 'callId'>) => inbox.report(attempt, { callId, ...news }, RAW)
    if (to !== people.at(-1)?.phone) return void (await report({ status: 'busy' }))
    await report({ status: 'in-progress' })
    await report({ status: 'completed', durationSeconds: 1 })
    over()
  }
  return {
    provider: {
      name: 'instant',
      callbacks: true,
      async place(order) {
        const id = `CA${++calls}`
        setImmediate(() => void live(order, id))
        return { callId: callIdOfProvider(id), callbacksRefused: false }
      },
      hangUp: async () => {},
      fetch: async () => null,
      find: async () => [],
      sendText: async () => ({ messageId: 'SM1' }),
      check: async () => [],
    },
    routes: {},
    emulator: null,
    close: async () => {},
  }
}
