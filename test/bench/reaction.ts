import path from 'node:path'
import type { Kind } from './support/databases.ts'
import { measured, pause, percentile, type Bench, type Row } from './support/figure.ts'
import { startProvider, tell, type Call, type Provider } from './support/provider.ts'
import { start } from './support/process.ts'
import { startEcho, timed } from './support/reference.ts'
import { ask } from '../support/client.ts'
import { serve, settingsFor, type Server } from './support/server.ts'

const IN_FLIGHT = 50
/** A phone rings for between half a second and one and a half: 50 calls a second end. */
const RING_MS = { least: 500, most: 1_500 }
const ROUNDS = 4
const REPETITIONS = 4

const contacts = [
  { name: '홍길동', phone: '010-0000-0001' },
  { name: '김철수', phone: '010-0000-0002' },
]

/**
 * From the moment in which the provider sends the callback that says that a phone was busy, to the
 * moment in which the request for the next person's call arrives there.
 */
export async function reaction({ databases, progress }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  for (const kind of databases.both) {
    progress(`terminal callback → next call on ${kind.name}`)
    rows.push(...(await reactionOn(kind)))
  }
  return rows
}

async function reactionOn(kind: Kind): Promise<Row[]> {
  const provider = await startProvider()
  const echo = await startEcho()
  const writer = await kind.rawWriter()
  const server = await serve(await settingsFor(kind, provider.url))
  const commitAndRequest = () =>
    timed(400, async () => {
      await writer.commit()
      await ask(echo.url, { method: 'POST', body: 'a=b' })
    })
  const bare = await startBare(kind, provider)
  const [reactions, references, least]: [number[][], number[][], number[][]] = [[], [], []]
  await reactionsOf(server, provider) // The code becomes quick.
  await bare.reactions(400)
  for (let i = 0; i < REPETITIONS; i++) {
    references.push(await commitAndRequest())
    least.push(await bare.reactions(400))
    reactions.push(await reactionsOf(server, provider))
  }
  for (const each of [server, echo, bare]) await each.kill()
  await writer.close()
  provider.close()
  return rowsOf(kind, reactions, references, least)
}

/** A server that does the least, whose callbacks come one after another. */
async function startBare(kind: Kind, provider: Provider) {
  const env = await settingsFor(kind, provider.url)
  const bare = await start([path.join(import.meta.dirname, 'support/bare.ts')], env, 'ready')
  const url = `${/http:\S+/.exec(bare.printed())?.[0]}/status?attempt=esc_1.1`
  const next = async () => {
    const { promise, resolve } = Promise.withResolvers<Call>()
    provider.onCall(resolve)
    const began = performance.now()
    await tell({ sid: 'CA0', to: '', attempt: '', statusUrl: url, at: 0 }, 'busy')
    return (await promise).at - began
  }
  return {
    ...bare,
    async reactions(count: number): Promise<number[]> {
      const times: number[] = []
      while (times.length < count) times.push(await next())
      return times
    },
  }
}

function rowsOf({ name }: Kind, reactions: number[][], references: number[][], least: number[][]): Row[] {
  const [p50, p99] = [at(50, reactions), at(99, reactions)]
  const [reference, reference99] = [at(50, references), at(99, references)]
  const what = 'one raw commit + one loopback request'
  return [
    {
      figure: `terminal callback → next POST /Calls, ${IN_FLIGHT} escalations in flight, ${name}, p50`,
      unit: 'ms',
      value: p50,
      reference: { what, value: reference },
      aim: { says: '≤ 2×', met: p50.median <= 2 * reference.median },
    },
    {
      figure: `the same, ${name}, p99`,
      unit: 'ms',
      value: p99,
      reference: { what: `${what}, p99`, value: reference99 },
      aim: {
        says: '≤ p50 + 5 ms, or 5 × p50',
        met: p99.median <= Math.max(p50.median + 5, 5 * p50.median),
      },
    },
    {
      figure: `a bare server that verifies, commits a row and asks through Twilio's SDK, one at a time, ${name}, p50`,
      unit: 'ms',
      value: at(50, least),
      reference: { what, value: reference },
      aim: null,
    },
  ]
}

const at = (percent: number, all: number[][]) => measured(all.map((times) => percentile(times, percent)))

/** Lets so many escalations climb their ladder at the same time, nobody answering. Returns the reactions, ms. */
async function reactionsOf(server: Server, provider: Provider): Promise<number[]> {
  const reactions: number[] = []
  /** By escalation: when the callback left that ended its last call. */
  const left = new Map<string, number>()
  const attempts = contacts.length * ROUNDS
  let over = 0
  const allOver = Promise.withResolvers<void>()

  async function ring(call: Call): Promise<void> {
    const [escalation = '', number] = call.attempt.split('.')
    const since = left.get(escalation)
    if (since !== undefined) reactions.push(call.at - since)
    await tell(call, 'initiated')
    await tell(call, 'ringing')
    await pause(RING_MS.least + Math.random() * (RING_MS.most - RING_MS.least))
    left.set(escalation, performance.now())
    await tell(call, 'busy')
    if (Number(number) === attempts && ++over === IN_FLIGHT) allOver.resolve()
  }
  provider.onCall((call) => void ring(call).catch(allOver.reject))
  for (let i = 0; i < IN_FLIGHT; i++) {
    void server
      .post('/escalations', { message: '결제 API 응답 없음', contacts, rounds: ROUNDS })
      .catch(allOver.reject)
    await pause(RING_MS.most / IN_FLIGHT)
  }
  await allOver.promise
  return reactions
}
