import type { Escalation } from '../../src/wire/escalation.ts'
import { openHouse, SECRETS, type House } from './house.ts'
import { interferenceWith, pageOf, prefixOf, randomFrom } from './people.ts'
import { pause } from './processes.ts'
import { isGivenUp, wrongWith } from './verdict.ts'

export type ChaosOptions = {
  escalations: number
  /** How many are under way at the same time. */
  atOnce: number
  seed: number
  /** How many times as fast as life. */
  speed: number
  /** The server lives for so long before the next kill -9, in real ms: from, to. */
  lives: readonly [number, number]
  /** Whether the provider can call back. */
  callbacks: boolean
  /** One on an embedded database, or several on one PostgreSQL. */
  nodes: number
  /** Hears how many are over. */
  progress?: (over: number) => void
}

/** For so long a call that may exist is looked for, in simulated time: src/engine/reconcile.ts. */
const LOOKED_FOR_MS = 180_000
/** Three hundred who look often would be most of the load. */
const LOOK_EVERY_MS = 1_500

type Counts = Record<string, number>
export type ChaosReport = {
  escalations: number
  calls: number
  kills: number
  /** How often one of several nodes stood still until the others had taken over. */
  sleeps: number
  /** How escalations and attempts ended. */
  statuses: Counts
  outcomes: Counts
  /** How often each fault struck, and the outcomes of the attempts whose calls it struck. */
  faults: Counts
  outcomesByFault: Record<string, Counts>
  /** Calls that were given up because it could not be known in time that they exist; they were hung up when they turned up. */
  givenUp: number
  /** What is not as it should be: each sentence begins with the escalation's id. */
  wrong: string[]
  /** Lines of the server's log that tell a phone number or a secret. */
  leaks: string[]
}

/**
 * A telephone network with every fault, and a server that is killed again and again, ring people;
 * then what the server believes is held against the network's ledger, one escalation after another.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const house = await openHouse(options)
  const report: ChaosReport = {
    escalations: 0,
    calls: 0,
    kills: 0,
    sleeps: 0,
    statuses: {},
    outcomes: {},
    faults: {},
    outcomesByFault: {},
    givenUp: 0,
    wrong: [],
    leaks: [],
  }
  const random = randomFrom(options.seed)
  const pages = Array.from({ length: options.escalations }, (_, n) => ({
    page: pageOf(n, random, options.callbacks),
    interference: interferenceWith(random),
  }))
  try {
    const harming = harmAgainAndAgain(house, options, report)
    await eachOf(pages, options.atOnce, async ({ page, interference }, n) => {
      const { id } = await house.page(page, String(n))
      if (interference) await house.interfere(id, interference)
      await judge(house, await untilSettled(house, id, LOOKED_FOR_MS / options.speed), prefixOf(n), report)
      options.progress?.(report.escalations)
    })
    await harming.stop()
    await sweep(house, report)
    return report
  } finally {
    await house.close()
  }
}

async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T, n: number) => Promise<void>) {
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [n, item] of queue) await work(item, n)
    }),
  )
}

function harmAgainAndAgain(
  house: House,
  { seed, nodes, lives: [least, most] }: ChaosOptions,
  report: ChaosReport,
) {
  const random = randomFrom(seed + 1)
  let stopped = false
  const done = (async () => {
    for (let n = 0; ; n++) {
      await pause(least + random() * (most - least))
      if (stopped) return
      // Every third: one alone would have nobody to take over from it.
      if (nodes > 1 && n % 3 === 1) {
        await house.nodes.sleep(random)
        report.sleeps++
      } else {
        await house.nodes.kill(random)
        report.kills++
      }
    }
  })()
  return {
    stop(): Promise<void> {
      stopped = true
      return done
    },
  }
}

/** Over, no phone rings, and nothing is looked for any more. */
async function untilSettled(house: House, id: string, lookedForMs: number): Promise<Escalation> {
  let silentSince: number | null = null
  for (;;) {
    const now = await house.escalation(id)
    const statuses = now.attempts.map(({ call_status }) => call_status)
    const silent = statuses.every((status) => ['ended', 'refused', 'unknown'].includes(status))
    if (now.status !== 'running' && silent) {
      silentSince ??= performance.now()
      if (!statuses.includes('unknown') || performance.now() - silentSince > lookedForMs) return now
    }
    await pause(LOOK_EVERY_MS)
  }
}

async function judge(
  house: House,
  escalation: Escalation,
  prefix: string,
  report: ChaosReport,
): Promise<void> {
  const calls = await house.takeCalls(prefix)
  report.wrong.push(...wrongWith(escalation, calls))
  report.escalations++
  report.calls += calls.length
  tally(report.statuses, escalation.status)
  for (const attempt of escalation.attempts) {
    const outcome = String(attempt.outcome)
    const call = calls.find(({ sid }) => sid === attempt.call_id)
    tally(report.outcomes, outcome)
    if (isGivenUp(attempt, call)) report.givenUp++
    for (const { where, fault } of call?.faults ?? [])
      tally((report.outcomesByFault[`${where} ${fault}`] ??= {}), outcome)
  }
}

/** What is left at the end: calls that came after their escalation was over, and what the log tells. */
async function sweep(house: House, report: ChaosReport): Promise<void> {
  for (const { request, faults } of await house.takeCalls('+'))
    report.wrong.push(`stray call to ${request.to} after ${faults.map(({ fault }) => fault).join(', ')}`)
  for (const { where, fault, struck } of await house.faults())
    tally(report.faults, `${where} ${fault}`, struck)
  const secrets = new RegExp(`\\+82\\d{9,10}|010-?\\d{4}-?\\d{4}|${Object.values(SECRETS).join('|')}`)
  report.leaks = house.nodes.log().filter((line) => secrets.test(line))
}

function tally(counts: Counts, key: string, n = 1): void {
  counts[key] = (counts[key] ?? 0) + n
}
