import { ask } from '../support/client.ts'
import { openCrowd, type Crowd } from './support/crowd.ts'
import { measured, pause, percentile, type Bench, type Measured, type Row } from './support/figure.ts'
import { startProvider, tell, type Call, type Provider } from './support/provider.ts'
import { roundTrips, startEcho } from './support/reference.ts'
import { serve, settingsFor, type Server } from './support/server.ts'

const CROWDS = [
  { watchers: 1, callbacks: 100 },
  { watchers: 1_000, callbacks: 20 },
]
/** The most that a policy may have: so many callbacks of one escalation. */
const ROUNDS = 10
/** No phone is busy in the moment in which it is asked for: everybody has read that it is before it tells more. */
const RING_MS = 100
const REPETITIONS = 4

/**
 * From the moment in which the provider sends a callback to the moment in which a watcher has read the
 * event: of each callback, and of each of the watchers. Beside it what a bare server needs to write
 * as much to as many; and how much later the next call is asked for because so many watch.
 */
export async function watching({ databases, progress }: Bench): Promise<Row[]> {
  const provider = await startProvider()
  const echo = await startEcho()
  const server = await serve(await settingsFor(databases.sqlite, provider.url))
  const rows: Row[] = []
  const reactions: Measured[] = []
  for (const { watchers, callbacks } of CROWDS) {
    progress(`callback → event, ${watchers} watchers`)
    const crowd = await openCrowd(`${server.url}/api/v1/events`, server.headers, watchers)
    const bareCrowd = await openCrowd(`${echo.url}/watch`, {}, watchers)
    await callbacksBefore(crowd, server, provider, callbacks) // The code becomes quick.
    await bareDelays(bareCrowd, echo.url, callbacks)
    const [told, bare, trips, next]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let i = 0; i < REPETITIONS; i++) {
      trips.push(percentile(await roundTrips(echo.url, 1_000), 99))
      const seen = await callbacksBefore(crowd, server, provider, callbacks)
      told.push(percentile(seen.delays, 99))
      next.push(percentile(seen.reactions, 50))
      bare.push(percentile(await bareDelays(bareCrowd, echo.url, callbacks), 99))
    }
    await crowd.close()
    await bareCrowd.close()
    rows.push(...rowsOf(watchers, { told, bare, trips }))
    reactions.push(measured(next))
  }
  await server.kill()
  await echo.kill()
  provider.close()
  return [...rows, reactionRow(reactions)]
}

function rowsOf(watchers: number, { told, bare, trips }: Record<'told' | 'bare' | 'trips', number[]>): Row[] {
  const value = measured(told)
  const reference = { what: 'loopback HTTP round trip, p99', value: measured(trips) }
  const aim = watchers === 1 ? null : { says: '≤ 5×', met: value.median <= 5 * reference.value.median }
  const who = watchers === 1 ? '1 watcher' : `${watchers} watchers`
  return [
    { figure: `callback → event at ${who}, p99`, unit: 'ms', value, reference, aim },
    {
      figure: `a bare node:http server that writes as much to ${who}, p99`,
      unit: 'ms',
      value: measured(bare),
      reference,
      aim: null,
    },
  ]
}

function reactionRow([alone, watched]: Measured[]): Row {
  if (!alone || !watched) throw new Error('nobody watched')
  return {
    figure: 'terminal callback → next POST /Calls beside 1000 watchers, p50',
    unit: 'ms',
    value: watched,
    reference: { what: 'beside 1 watcher', value: alone },
    aim: null,
  }
}

type Seen = { delays: number[]; reactions: number[] }

/** One callback after another that ends a call: how long each watcher waited for its event, and the provider for the next call, ms. */
async function callbacksBefore(
  crowd: Crowd,
  server: Server,
  provider: Provider,
  callbacks: number,
): Promise<Seen> {
  const seen: Seen = { delays: [], reactions: [] }
  for (let left = callbacks; left > 0; left -= ROUNDS) {
    let next = Promise.withResolvers<Call>()
    provider.onCall((call) => next.resolve(call))
    await server.post('/escalations', {
      message: '결제 API 응답 없음',
      contacts: [{ name: '홍길동', phone: '010-0000-0001' }],
      rounds: ROUNDS,
    })
    let call = await next.promise
    await pause(RING_MS)
    for (let round = 1; round <= ROUNDS; round++) {
      next = Promise.withResolvers()
      const began = { at: 0 }
      const busy = () => {
        began.at = performance.now()
        return tell(call, 'busy')
      }
      seen.delays.push(...(await crowd.delays('"type":"call_failed"', busy)))
      if (round === ROUNDS) break
      call = await next.promise
      seen.reactions.push(call.at - began.at)
      await pause(RING_MS)
    }
  }
  return seen
}

/** As long as what a callback leads to: the end of a call, of an attempt, and the next one's beginning. */
const TOLD = `data: {"type":"call_failed","padding":"${'x'.repeat(800)}"}\nid: 1\n\n`

async function bareDelays(crowd: Crowd, url: string, times: number): Promise<number[]> {
  const delays: number[] = []
  for (let i = 0; i < times; i++) {
    const told = () => ask(`${url}/tell`, { method: 'POST', body: TOLD })
    delays.push(...(await crowd.delays('"type":"call_failed"', told)))
  }
  return delays
}
